import { z } from "zod";
import { answered } from "./balance.ts";
import { chargeIdOut } from "./ids.ts";
import { amountIn, amountOut } from "./money.ts";
import { commandInput } from "./organization-input.ts";
import { callerRef } from "./text.ts";

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
