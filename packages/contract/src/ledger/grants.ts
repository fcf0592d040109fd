import { z } from "zod";
import { debtIdOut, grantIdIn, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { instantIn } from "../wire/time.ts";
import { answered } from "./balance.ts";

/** Refunds are made from charges, not by hand. */
export const grantSource = z.enum(["signup", "plan", "purchase", "auto_topup", "code", "adjustment", "contract"]);
export const grantKind = z.enum(["promotional", "paid"]);

export const createGrantInput = commandInput.extend({
  source: grantSource,
  /** Purchases and top-ups are paid; everything else is promotional unless it says so. */
  kind: grantKind.optional(),
  amount: amountIn,
  /** Now, if not given; a later one is scheduled. */
  effectiveAt: instantIn.optional(),
  /** Never, if not given. */
  expiresAt: instantIn.optional(),
  /** What makes it unique in the organization: a payment, a period. The idempotency key, if not given. */
  businessKey: callerRef.optional(),
});

export const grantAnswer = answered.extend({
  grant: grantIdOut,
  /** `existing` is the earlier grant of the same business key and terms. */
  state: z.enum(["issued", "scheduled", "existing"]),
  amount: amountOut,
  paidDebt: amountOut,
});

/** Up to what is left of the grant after earlier revocations. */
export const revokeGrantInput = commandInput.extend({ grant: grantIdIn, amount: amountIn });

export const revokeAnswer = answered.extend({
  grant: grantIdOut,
  /** What was taken back of the grant itself. */
  revoked: amountOut,
  /** What was used of it already: the debt that it made, what other credit paid of it at once, and the rest. */
  debt: debtIdOut.nullable(),
  paid: amountOut,
  becameOwed: amountOut,
});

/** Up to what stands revoked of the grant. */
export const reinstateGrantInput = commandInput.extend({ grant: grantIdIn, amount: amountIn });

export const reinstateAnswer = answered.extend({
  grant: grantIdOut,
  /** What is owed no more, what the grant itself has again, and what came back to the credit that had paid. */
  forgiven: amountOut,
  reinstated: amountOut,
  refunded: amountOut,
  grants: z.array(grantIdOut),
});
