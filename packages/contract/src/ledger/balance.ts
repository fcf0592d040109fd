import { z } from "zod";
import { amountOut } from "../wire/money.ts";
import { instantOut } from "../wire/time.ts";

/** A balance in micro-USD. */
export const balanceOut = z
  .object({
    available: amountOut.meta({ description: "Spendable credit. Expired credit is never part of it." }),
    reserved: amountOut.meta({ description: "Credit on hold." }),
    owed: amountOut.meta({ description: "What usage cost beyond credit." }),
  })
  .meta({ description: "A balance, in micro-dollars." });

/** What `balance.get` answers, and each message of `live.balance`. */
export const balanceAnswer = balanceOut
  .extend({
    expiring: amountOut.meta({ description: "What of `available` expires before `expiringBefore`." }),
    expiringBefore: instantOut.meta({ description: "The end of the notice window." }),
    at: instantOut.meta({ description: "The organization's time." }),
    seq: z.int().meta({ description: "The number of the last entry; 0 before the first." }),
  })
  .meta({ description: "A balance as of an instant and an entry, with what expires soon." });

/** What every ledger command answers, with more of its own. */
export const answered = z.object({
  seq: z.int().nullable().meta({ description: "The number of the last entry made; null if nothing moved." }),
  balance: balanceOut,
});
