import { z } from "zod";
import { amountOut, signedAmountOut } from "../wire/money.ts";
import { monthIn } from "../wire/month.ts";
import { instantOut } from "../wire/time.ts";

/** The input of `operators.revenue`, and the query of `/download/revenue.csv`. */
export const revenueInput = z.strictObject({ month: monthIn }).meta({ description: "The revenue of one month." });

const payments = z.object({ count: z.int(), net: amountOut, tax: amountOut, gross: amountOut });

/** The output of `operators.revenue`. */
export const revenueAnswer = z
  .object({
    month: z.string(),
    from: instantOut,
    until: instantOut,
    isClosed: z.boolean().meta({ description: "Whether the month has ended." }),
    organizations: z.int(),
    onTestClocks: z.int().meta({ description: "Organizations on test clocks, which are left out." }),
    accounts: z
      .array(
        z.object({
          account: z.enum(["deferred", "promotional", "receivable", "plans"]),
          opening: amountOut,
          lines: z
            .array(
              z.object({
                label: z.string(),
                amount: signedAmountOut.meta({ description: "With a minus sign for less." }),
              }),
            )
            .readonly(),
          closing: amountOut,
        }),
      )
      .readonly()
      .meta({ description: "Each account leads from its opening to its closing balance." }),
    purchases: payments.meta({ description: "Payments that gave credit." }),
    subscriptions: payments.meta({ description: "Payments for plans." }),
    refunds: payments.meta({ description: "What was paid back." }),
    bought: amountOut.meta({ description: "Credit that purchases gave, by the entries: the net of `purchases`." }),
  })
  .meta({ description: "The revenue of a month over all organizations." });
