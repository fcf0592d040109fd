import { z } from "zod";
import { answered } from "./balance.ts";
import { grantIdOut } from "./ids.ts";
import { amountIn, amountOut } from "./money.ts";
import { commandInput } from "./organization-input.ts";
import { callerRef } from "./text.ts";
import { instantIn } from "./time.ts";

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
