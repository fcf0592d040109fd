import { z } from "zod";
import { holdIdIn, holdIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput } from "../wire/organization-input.ts";
import { callerRef } from "../wire/text.ts";
import { answered } from "./balance.ts";

export const placeHoldInput = commandInput.extend({
  amount: amountIn,
  /** When it expires if it is still open; never, if not given. At most a year. */
  ttlSeconds: z.int().min(1).max(31_536_000).optional(),
});

export const settleHoldInput = commandInput.extend({
  hold: holdIdIn,
  amount: amountIn,
  /** Releases the rest and ends the hold. */
  close: z.boolean().default(false),
  resource: callerRef.optional(),
});

export const releaseHoldInput = commandInput.extend({ hold: holdIdIn, amount: amountIn });

export const voidHoldInput = commandInput.extend({ hold: holdIdIn });

export const holdAnswer = answered.extend({
  hold: holdIdOut,
  state: z.enum(["open", "settled", "voided", "expired"]),
  open: amountOut,
  charged: amountOut,
  released: amountOut,
});
