import { z } from "zod";
import { balanceOut } from "../ledger/balance.ts";
import { grantKind } from "../ledger/grants.ts";
import {
  actIdIn,
  actIdOut,
  attemptIdIn,
  chargeIdIn,
  debtIdIn,
  grantIdIn,
  orgIdIn,
  orgIdOut,
  personIdOut,
} from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { idempotencyKey, plainText } from "../wire/text.ts";
import { instantOut } from "../wire/time.ts";

/** Why an operator acts. Both audit logs keep it. */
export const staffReason = plainText(500)
  .refine((text) => text.trim().length >= 5, "must be at least 5 characters")
  .meta({ description: "Why, in 5 to 500 characters; the organization reads it in its audit log." });

/** The credit that an operator adds lives at most ten years. */
const MOST_DAYS = 3660;

const grantAct = z
  .strictObject({
    kind: z.literal("grant"),
    amount: amountIn,
    grantKind: grantKind.default("promotional"),
    days: z
      .int("must be a whole number of days")
      .min(1, "must be at least one day")
      .max(MOST_DAYS, `must be at most ${MOST_DAYS} days`)
      .nullable()
      .default(30)
      .meta({ description: "The days after which the credit expires, counted from its issue; null for never." }),
  })
  .meta({ description: "Credit to add." });

const revokeAct = z
  .strictObject({ kind: z.literal("revoke"), amount: amountIn, grant: grantIdIn })
  .transform(({ grant: grantId, ...rest }) => ({ ...rest, grantId }))
  .meta({ description: "A part of a grant to take back." });

const forgiveAct = z
  .strictObject({ kind: z.literal("forgive"), amount: amountIn, debt: debtIdIn })
  .transform(({ debt: debtId, ...rest }) => ({ ...rest, debtId }))
  .meta({ description: "A part of a debt to write off." });

const refundAct = z
  .strictObject({ kind: z.literal("refund"), amount: amountIn, charge: chargeIdIn })
  .transform(({ charge: chargeId, ...rest }) => ({ ...rest, chargeId }))
  .meta({ description: "A part of a charge to give back." });

const refundPaymentAct = z
  .strictObject({ kind: z.literal("refund_payment"), amount: amountIn, attempt: attemptIdIn })
  .transform(({ attempt: attemptId, ...rest }) => ({ ...rest, attemptId }))
  .meta({ description: "A part of a payment to pay back, with its tax, in whole cents." });

const staffAct = z
  .discriminatedUnion("kind", [grantAct, revokeAct, forgiveAct, refundAct, refundPaymentAct])
  .meta({ description: "What an operator does to the credit and the payments of an organization." });

/** The input of `operators.preview`. */
export const previewActInput = z
  .strictObject({ org: orgIdIn, act: staffAct })
  .meta({ description: "An act to try out. Nothing changes." });

/** The input of `operators.act`. */
export const actInput = previewActInput
  .extend({ idempotencyKey, reason: staffReason })
  .meta({ description: "An act of an operator, with its reason." });

/** The output of `operators.preview`. */
export const actPreview = z
  .object({
    before: balanceOut,
    after: balanceOut.nullable().meta({ description: "Null if the rules would refuse the act." }),
    problem: z.string().nullable().meta({ description: "Why the rules would refuse the act." }),
    needsApproval: z.boolean().meta({ description: "Whether a second operator must approve it." }),
    limit: amountOut.meta({ description: "What one operator may do alone for an organization within 24 hours." }),
    usedAlone: amountOut.meta({ description: "What this operator did alone for it within the last 24 hours." }),
  })
  .meta({ description: "The balance before and after an act." });

/** A person, as an operator sees them. The name is that of today; null for a person whose data was erased. */
export const personNamed = z
  .object({ person: personIdOut, name: z.string().nullable() })
  .meta({ description: "A person." });

/** An act of an operator. */
export const staffActOut = z
  .object({
    act: actIdOut,
    org: orgIdOut,
    organization: z.string().nullable().meta({ description: "The name of the organization." }),
    kind: z.enum(["grant", "revoke", "forgive", "refund", "refund_payment"]),
    amount: amountOut,
    grantKind: grantKind.nullable().meta({ description: "The kind of credit that a grant adds." }),
    days: z.int().nullable().meta({ description: "The days after which a grant expires; null for never." }),
    about: z.string().nullable().meta({ description: "The grant, debt, charge or payment that it changes." }),
    reason: z.string(),
    state: z.enum(["wanted", "expired", "running", "done", "failed", "refused", "withdrawn"]).meta({
      description:
        "`wanted`: it waits for approval. `failed`: the rules of the ledger refused it. `refused`: another operator did. `withdrawn`: its operator was removed.",
    }),
    askedBy: personNamed,
    askedAt: instantOut,
    isOwn: z.boolean().meta({ description: "Whether the caller asked for it, and so cannot decide." }),
    approveBefore: instantOut.nullable().meta({ description: "Null for an act that needs no approval." }),
    decidedBy: personNamed.nullable(),
    decidedAt: instantOut.nullable(),
    decisionReason: z.string().nullable(),
    problem: z.string().nullable().meta({ description: "Why the rules of the ledger refused it." }),
  })
  .meta({ description: "An act of an operator." });

/** The output of `operators.act` and `approvals.approve`. */
export const actAnswer = z
  .object({
    act: staffActOut,
    balance: balanceOut.nullable().meta({ description: "The balance after it; null if it did not run." }),
  })
  .meta({ description: "An act that ran, or one that waits for approval." });

/** The input of `approvals.list`. */
export const listApprovalsInput = z
  .strictObject({
    onlyWanted: z.boolean().default(true).meta({ description: "Only those that wait for approval." }),
    limit: z.int().min(1).max(200).default(50),
  })
  .meta({ description: "Acts of operators, the newest first." });

/** The output of `approvals.list`. */
export const approvalsPage = z
  .object({ acts: z.array(staffActOut).readonly() })
  .meta({ description: "Acts of operators." });

/** The input of `approvals.approve`. */
export const approveInput = z
  .strictObject({ act: actIdIn })
  .meta({ description: "An act of another operator to approve." });

/** The input of `approvals.refuse`. */
export const refuseInput = approveInput
  .extend({ reason: staffReason })
  .meta({ description: "An act of another operator to refuse." });
