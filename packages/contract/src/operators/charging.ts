import { z } from "zod";
import { attemptIdOut, orgIdOut } from "../wire/ids.ts";
import { amountOut } from "../wire/money.ts";
import { instantOut } from "../wire/time.ts";
import { staffReason } from "./acts.ts";

/** The input of `operators.charging.get`. */
export const chargingInput = z.strictObject({}).optional().meta({ description: "Nothing." });

/** The input of `operators.charging.set`. */
export const setChargingInput = z
  .strictObject({ isPaused: z.boolean(), reason: staffReason })
  .meta({ description: "Whether charging is paused for the whole platform, and why." });

const finding = z
  .object({
    payment: z.string().meta({ description: "Stripe's name of the payment." }),
    found: z.string().meta({ description: "What it is in the books." }),
    meaning: z.string().meta({ description: 'The same in words, after "the payment".' }),
    org: orgIdOut.nullable(),
    attempt: attemptIdOut.nullable(),
    gross: amountOut,
    paidAt: instantOut,
  })
  .meta({ description: "A payment at the gateway that an operator must look at." });

const reconciliation = z
  .object({
    why: z.enum(["regular", "restore", "command"]),
    since: instantOut,
    beganAt: instantOut,
    endedAt: instantOut.nullable().meta({ description: "Null while it runs." }),
    payments: z.int(),
    booked: z.int().meta({ description: "Payments that were missing in the books." }),
    events: z.int().meta({ description: "Events that had never arrived." }),
    findings: z.array(finding).readonly(),
  })
  .meta({ description: "The comparison of the gateway's payments with the books that began last." });

/** The output of `operators.charging.get` and `operators.charging.set`. */
export const chargingAnswer = z
  .object({
    takesPayments: z.boolean().meta({ description: "Whether the platform has a gateway at all." }),
    off: z
      .object({ reason: z.enum(["paused", "restored"]), why: z.string(), since: instantOut })
      .nullable()
      .meta({ description: "Why no payment is started; null if payments are taken." }),
    reconciliation: reconciliation.nullable(),
  })
  .meta({ description: "Whether payments are taken, and what the last reconciliation found." });
