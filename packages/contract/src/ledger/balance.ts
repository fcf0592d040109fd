import { z } from "zod";
import { amountOut } from "../wire/money.ts";
import { instantOut } from "../wire/time.ts";

/** A balance in micro-USD. */
export const balanceOut = z
  .object({
    available: amountOut.meta({ description: "Spendable credit. Expired credit is never part of it." }),
    reserved: amountOut.meta({ description: "Credit on hold." }),
    owed: amountOut.meta({ description: "The cost of usage that credit did not cover." }),
  })
  .meta({ description: "A balance, in micro-dollars." });

/** The output of `balance.get`, and each message of `live.balance`. */
export const balanceAnswer = balanceOut
  .extend({
    expiring: amountOut.meta({ description: "The part of `available` that expires before `expiringBefore`." }),
    expiringBefore: instantOut.meta({ description: "The end of the notice window." }),
    at: instantOut.meta({ description: "The organization's time." }),
    seq: z.int().meta({ description: "The number of the last entry; 0 before the first." }),
  })
  .meta({ description: "A balance as of an instant and an entry, with the credit that expires soon." });

/** The fields that the output of every ledger command has. */
export const commandAnswer = z.object({
  seq: z.int().nullable().meta({ description: "The number of the last entry made; null if nothing moved." }),
  balance: balanceOut,
});
