import { z } from "zod";
import { amountOut } from "../wire/money.ts";
import { instantOut } from "../wire/time.ts";

/** `available` is spendable: lapsed credit is never in it. Micro-USD. */
export const balanceOut = z.object({ available: amountOut, reserved: amountOut, owed: amountOut });

/** A balance with what lapses soon, as of an instant and an entry. */
export const balanceAnswer = balanceOut.extend({
  /** What of `available` lapses within the notice window. */
  expiring: amountOut,
  expiringBefore: instantOut,
  at: instantOut,
  /** The number of the last entry, 0 before the first. */
  seq: z.int(),
});

/** What every command answers besides its own. */
export const answered = z.object({
  /** The number of the last entry made, `null` where nothing moved. */
  seq: z.int().nullable(),
  balance: balanceOut,
});
