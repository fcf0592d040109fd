import { z } from "zod";
import { debtIdOut, grantIdIn, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { instantIn } from "../wire/time.ts";
import { answered } from "./balance.ts";

/** Where credit comes from. Refunds are made from charges, not by a caller. */
const grantSource = z.enum(["signup", "plan", "purchase", "auto_topup", "code", "adjustment", "contract"]);

/** Whether credit was given or bought. */
export const grantKind = z.enum(["promotional", "paid"]).meta({ description: "Whether credit was given or bought." });

/** What `grants.create` takes. */
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
        "What makes the grant unique in the organization: a payment, a period. If not given, the idempotency key.",
    }),
  })
  .meta({ description: "Credit to add." });

/** What `grants.create` answers. */
export const grantAnswer = answered
  .extend({
    grant: grantIdOut,
    state: z
      .enum(["issued", "scheduled", "existing"])
      .meta({ description: "`existing` is the earlier grant of the same business key and terms." }),
    amount: amountOut,
    paidDebt: amountOut.meta({ description: "What of it paid debts at once." }),
  })
  .meta({ description: "A grant and the balance after it." });

/** What `grants.revoke` takes. */
export const revokeGrantInput = commandInput
  .extend({
    grant: grantIdIn,
    amount: amountIn.meta({ description: "Up to what is left of the grant after earlier revocations." }),
  })
  .meta({ description: "Credit to take back: its payment was refunded or is disputed." });

/** What `grants.revoke` answers. */
export const revokeAnswer = answered
  .extend({
    grant: grantIdOut,
    revoked: amountOut.meta({ description: "What was taken back of the grant itself." }),
    debt: debtIdOut.nullable().meta({ description: "The debt for what was used of the grant already." }),
    paid: amountOut.meta({ description: "What other credit paid of that debt at once." }),
    becameOwed: amountOut.meta({ description: "The rest of that debt." }),
  })
  .meta({ description: "What a revocation took back, and the balance after it." });

/** What `grants.reinstate` takes. */
export const reinstateGrantInput = commandInput
  .extend({ grant: grantIdIn, amount: amountIn.meta({ description: "Up to what is revoked of the grant." }) })
  .meta({ description: "A revocation to take back: a dispute was won." });

/** What `grants.reinstate` answers. */
export const reinstateAnswer = answered
  .extend({
    grant: grantIdOut,
    forgiven: amountOut.meta({ description: "What is owed no more." }),
    reinstated: amountOut.meta({ description: "What the grant itself has again." }),
    refunded: amountOut.meta({ description: "What came back to the credit that had paid the debt." }),
    grants: z.array(grantIdOut).readonly().meta({ description: "The refund grants." }),
  })
  .meta({ description: "What a reinstatement gave back, and the balance after it." });
