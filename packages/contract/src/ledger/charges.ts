import { z } from "zod";
import { chargeIdIn, chargeIdOut, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { answered } from "./balance.ts";

export const createChargeInput = commandInput.extend({
  amount: amountIn,
  /** What happens where credit does not cover it: refused, or owed. */
  onShortfall: z.enum(["refuse", "owe"]).default("refuse"),
  resource: callerRef.optional(),
  project: callerRef.optional(),
  member: callerRef.optional(),
});

export const chargeAnswer = answered.extend({
  charge: chargeIdOut,
  charged: amountOut,
  becameOwed: amountOut,
});

/** Up to what is left of the charge after earlier refunds. */
export const refundChargeInput = commandInput.extend({ charge: chargeIdIn, amount: amountIn });

export const refundAnswer = answered.extend({
  charge: chargeIdOut,
  /** The part that was still owed and is no more, and the part that came back as credit. */
  forgiven: amountOut,
  refunded: amountOut,
  /** The refund grants, one for each grant that had paid. */
  grants: z.array(grantIdOut),
});
