import { z } from "zod";
import { debtIdOut, grantIdIn, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput, organizationInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { instantIn, instantOut } from "../wire/time.ts";
import { commandAnswer } from "./balance.ts";

/** The sources that a caller may name. Only the ledger makes refund grants. */
const grantSource = z.enum(["signup", "plan", "purchase", "auto_topup", "code", "adjustment", "contract"]);

/** Whether credit was given or bought. */
export const grantKind = z.enum(["promotional", "paid"]).meta({ description: "Whether credit was given or bought." });

/** The input of `grants.create`. */
export const createGrantInput = commandInput
  .extend({
    source: grantSource.meta({ description: "Where the credit comes from." }),
    kind: grantKind.optional().meta({
      description: "If not given, purchases and top-ups are paid and every other source is promotional.",
    }),
    amount: amountIn,
    effectiveAt: instantIn
      .optional()
      .meta({ description: "Now, if not given. A grant with a later instant is scheduled." }),
    expiresAt: instantIn.optional().meta({ description: "Never, if not given." }),
    businessKey: callerRef.optional().meta({
      description:
        "A name that is unique in the organization, such as that of a payment or a period. If not given, the grant's own id.",
    }),
  })
  .meta({ description: "Credit to add." });

/** The output of `grants.create`. */
export const grantAnswer = commandAnswer
  .extend({
    grant: grantIdOut,
    state: z
      .enum(["issued", "scheduled", "existing"])
      .meta({ description: "`existing` is the earlier grant of the same business key and amount." }),
    amount: amountOut,
    paidDebt: amountOut.meta({ description: "The part of the grant that paid debts at once." }),
    terms: z
      .object({ source: z.string(), kind: grantKind, effectiveAt: instantOut, expiresAt: instantOut.nullable() })
      .nullable()
      .default(null)
      .meta({ description: "The terms of an existing grant, which stay as they are; null for a new grant." }),
  })
  .meta({ description: "A grant and the balance after it." });

/** The input of `grants.cancel`. */
export const cancelGrantInput = commandInput
  .extend({ grant: grantIdIn })
  .meta({ description: "A scheduled grant whose time has not come." });

/** The output of `grants.cancel`. */
export const cancelAnswer = commandAnswer
  .extend({
    grant: grantIdOut,
    amount: amountOut.meta({ description: "The credit that will not be issued." }),
  })
  .meta({ description: "The cancelled grant, and the balance, which it does not change." });

/** The input of `grants.revoke`. */
export const revokeGrantInput = commandInput
  .extend({
    grant: grantIdIn,
    amount: amountIn.meta({ description: "At most the rest of the grant after earlier revocations." }),
  })
  .meta({ description: "Credit to take back: its payment was refunded or is disputed." });

/** The output of `grants.revoke`. */
export const revokeAnswer = commandAnswer
  .extend({
    grant: grantIdOut,
    revoked: amountOut.meta({ description: "The free part, which was revoked at once." }),
    held: amountOut.meta({
      description: "The part on hold: it is revoked when its hold releases it, and owed when its hold spends it.",
    }),
    lapsed: amountOut.meta({
      description: "The part that had expired unused, so that it is neither revoked nor owed.",
    }),
    debt: debtIdOut.nullable().meta({ description: "The debt for the part of the grant that was already used." }),
    paid: amountOut.meta({ description: "The part of that debt that other credit paid at once." }),
    becameOwed: amountOut.meta({ description: "The rest of that debt." }),
  })
  .meta({ description: "The result of a revocation, and the balance after it." });

/** The input of `grants.reinstate`. */
export const reinstateGrantInput = commandInput
  .extend({
    grant: grantIdIn,
    amount: amountIn.meta({
      description: "At most what was taken back of the grant. What still stands of it comes back.",
    }),
  })
  .meta({ description: "A revocation to undo, such as after a dispute that was won." });

/** The output of `grants.reinstate`. */
export const reinstateAnswer = commandAnswer
  .extend({
    grant: grantIdOut,
    forgiven: amountOut.meta({ description: "The part of the debt that is now forgiven." }),
    held: amountOut.meta({ description: "The part on hold that is no longer to be revoked or owed." }),
    reinstated: amountOut.meta({ description: "The part that the grant itself has again." }),
    refunded: amountOut.meta({ description: "The part that went back to the credit that had paid the debt." }),
    grants: z.array(grantIdOut).readonly().meta({ description: "The refund grants." }),
  })
  .meta({ description: "The result of a reinstatement, and the balance after it." });

/** The input of `grants.list`. */
export const listGrantsInput = organizationInput
  .extend({
    after: grantIdIn.optional().meta({ description: "Grants after this one; from the first grant, if not given." }),
    limit: z.int().min(1).max(1000).default(100),
    open: z.boolean().default(false).meta({ description: "Only grants that have credit, available or on hold." }),
  })
  .meta({ description: "A page of the grants of an organization, in the order in which they were made." });

/** The output of `grants.list`. */
export const grantsPage = z
  .object({
    grants: z
      .array(
        z.object({
          grant: grantIdOut,
          source: z.string(),
          kind: grantKind,
          amount: amountOut.meta({ description: "The sum of the five amounts below." }),
          effectiveAt: instantOut,
          expiresAt: instantOut.nullable(),
          available: amountOut.meta({ description: "Free to use." }),
          held: amountOut,
          spent: amountOut,
          expired: amountOut.meta({ description: "Expired credit, even if its expiry is not booked." }),
          revoked: amountOut,
        }),
      )
      .readonly(),
    next: grantIdOut.nullable().meta({ description: "The `after` of the next page; null on the last page." }),
  })
  .meta({ description: "A page of grants. Scheduled grants are not issued, so they are not among them." });
