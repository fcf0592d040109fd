import { z } from "zod";
import { debtIdOut, grantIdIn, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { instantIn } from "../wire/time.ts";
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
        "A name that is unique in the organization, such as that of a payment or a period; the idempotency key, if not given.",
    }),
  })
  .meta({ description: "Credit to add." });

/** The output of `grants.create`. */
export const grantAnswer = commandAnswer
  .extend({
    grant: grantIdOut,
    state: z
      .enum(["issued", "scheduled", "existing"])
      .meta({ description: "`existing` is the earlier grant of the same business key and terms." }),
    amount: amountOut,
    paidDebt: amountOut.meta({ description: "The part of the grant that paid debts at once." }),
  })
  .meta({ description: "A grant and the balance after it." });

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
    revoked: amountOut.meta({ description: "The part that was taken back from the grant itself." }),
    debt: debtIdOut.nullable().meta({ description: "The debt for the part of the grant that was already used." }),
    paid: amountOut.meta({ description: "The part of that debt that other credit paid at once." }),
    becameOwed: amountOut.meta({ description: "The rest of that debt." }),
  })
  .meta({ description: "The result of a revocation, and the balance after it." });

/** The input of `grants.reinstate`. */
export const reinstateGrantInput = commandInput
  .extend({ grant: grantIdIn, amount: amountIn.meta({ description: "At most the revoked part of the grant." }) })
  .meta({ description: "A revocation to undo, such as after a dispute that was won." });

/** The output of `grants.reinstate`. */
export const reinstateAnswer = commandAnswer
  .extend({
    grant: grantIdOut,
    forgiven: amountOut.meta({ description: "The part of the debt that is now forgiven." }),
    reinstated: amountOut.meta({ description: "The part that the grant itself has again." }),
    refunded: amountOut.meta({ description: "The part that went back to the credit that had paid the debt." }),
    grants: z.array(grantIdOut).readonly().meta({ description: "The refund grants." }),
  })
  .meta({ description: "The result of a reinstatement, and the balance after it." });
