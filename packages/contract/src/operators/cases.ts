import { z } from "zod";
import { awayOut } from "../wire/away.ts";
import { attemptIdIn, attemptIdOut, orgIdIn, orgIdOut } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { plainText } from "../wire/text.ts";
import { instantOut } from "../wire/time.ts";
import { staffReason } from "./acts.ts";

const purpose = z.enum(["purchase", "auto_topup", "subscription"]).meta({ description: "What the payment is for." });
const payment = z.string().nullable().meta({ description: "The payment's name at the payment service." });

/** The input of `operators.cases.list`. */
export const listCasesInput = z
  .strictObject({ limit: z.int().min(1).max(200).default(100) })
  .meta({ description: "What waits for a decision about payments, at most this many of each kind." });

/** The output of `operators.cases.list`. */
export const casesPage = z
  .object({
    attempts: z
      .array(
        z.object({
          org: orgIdOut,
          organization: z.string(),
          attempt: attemptIdOut,
          purpose,
          gross: amountOut.meta({ description: "What was asked for, with the tax." }),
          why: z.string().meta({ description: "Why it waits, in words." }),
          payment,
          createdAt: instantOut,
        }),
      )
      .readonly()
      .meta({ description: "Payments whose outcome is not known, or does not fit." }),
    work: z
      .array(
        z.object({
          org: orgIdOut,
          organization: z.string(),
          kind: z.string(),
          ref: z.string(),
          problem: z.string(),
          parkedAt: instantOut,
        }),
      )
      .readonly()
      .meta({ description: "Work of an organization's payments that failed too often." }),
    claims: z
      .array(
        z.object({
          kind: z.string(),
          ref: z.string(),
          type: z.string().nullable().meta({ description: "The type of an event." }),
          object: z.string().nullable().meta({ description: "The object that an event is about." }),
          problem: z.string(),
          parkedAt: instantOut,
        }),
      )
      .readonly()
      .meta({ description: "Events of the payment service, and claims of numbers, that failed too often." }),
    waitingForSeller: z
      .int()
      .meta({ description: "Receipts and credit notes that wait for the seller's profile; 0 if there is one." }),
    away: awayOut,
  })
  .meta({ description: "Everything about payments that waits for an operator, the oldest first." });

/** The input of `operators.cases.get`. */
export const getCaseInput = z
  .strictObject({ org: orgIdIn, attempt: attemptIdIn })
  .meta({ description: "A payment that waits for a decision. The payment service is asked about it." });

const step = z.enum(["accept", "refund", "close"]).meta({
  description: "`accept`: give what was paid for. `refund`: pay everything back. `close`: nothing was paid.",
});

/** The output of `operators.cases.get`. */
export const caseSeen = z
  .object({
    attempt: attemptIdOut,
    purpose,
    state: z.string(),
    why: z.string().meta({ description: "Why it waits, in words." }),
    gross: amountOut.meta({ description: "What was asked for, with the tax." }),
    createdAt: instantOut,
    customer: z.string(),
    page: z.string().nullable(),
    payment,
    invoice: z.string().nullable(),
    isKnown: z.boolean().meta({ description: "Whether the payment service answered just now." }),
    outcome: z
      .enum(["paid", "failed", "open", "processing", "not_found", "no_answer"])
      .nullable()
      .meta({ description: "What the payment service says now." }),
    paid: z
      .object({
        gross: amountOut,
        currency: z.string(),
        customer: z.string().nullable(),
        isLive: z.boolean(),
        at: instantOut,
        refunded: amountOut.meta({ description: "What was paid back, or is on its way." }),
        disputed: amountOut.meta({ description: "What its bank took back, or wants to." }),
      })
      .nullable()
      .meta({ description: "The payment at the payment service; null if there is none." }),
    steps: z.array(step).readonly().meta({ description: "What can be done." }),
  })
  .meta({ description: "A payment that waits for a decision, with what the payment service says now." });

/** The input of `operators.cases.decide`. */
export const decideCaseInput = getCaseInput
  .extend({ step, reason: staffReason })
  .meta({ description: "A decision about a payment, with its reason." });

/** The output of `operators.cases.decide`. */
export const caseDecided = z
  .object({
    bookedBy: attemptIdOut.nullable().meta({ description: "The payment that gave the credit, if it was accepted." }),
  })
  .meta({ description: "A decision that was carried out." });

/** The input of `operators.cases.retryWork`. */
export const retryWorkInput = z
  .strictObject({
    org: orgIdIn,
    kind: z.enum([
      "resolve_attempt",
      "sync_subscription",
      "start_topup",
      "refresh_account",
      "issue_document",
      "issue_statement",
    ]),
    about: z.uuid("must be a UUID").meta({ description: "The row that the work is about." }),
    reason: staffReason,
  })
  .meta({ description: "Work of payments to try again." });

/** The input of `operators.cases.retryEvent`. */
export const retryEventInput = z
  .strictObject({
    kind: z.enum(["book_event", "number_document"]),
    event: plainText(200).meta({ description: "The event, or the document." }),
    reason: staffReason,
  })
  .meta({ description: "An event of the payment service, or the claim of a number, to try again." });

/** The output of both. */
export const retried = z
  .object({ wasParked: z.boolean().meta({ description: "Whether it waited for this." }) })
  .meta({ description: "Work that is tried again." });
