import { z } from "zod";
import { amountIn, amountOut } from "../wire/money.ts";
import { organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";

/** The input of `billing.topUp.set` and `billing.topUp.preview`. Amounts are net. */
export const topUpInput = organizationInput
  .extend({
    isOn: z.boolean(),
    threshold: amountIn.meta({ description: "Credit is bought when less than this is available." }),
    buys: z
      .union([z.strictObject({ amount: amountIn }), z.strictObject({ target: amountIn })])
      .meta({ description: "Buys an amount, or what is missing to a target." }),
    perDay: amountIn.meta({ description: "The most that is bought in a day, UTC." }),
    perMonth: amountIn.meta({ description: "The most that is bought in a month, UTC." }),
  })
  .meta({ description: "Automatic top-up." });

const settings = z.object({
  isOn: z.boolean(),
  threshold: amountOut,
  amount: amountOut.nullable(),
  target: amountOut.nullable(),
  perDay: amountOut,
  perMonth: amountOut,
});

/** The output of `billing.topUp.get` and `billing.topUp.set`. */
export const topUpAnswer = z
  .object({
    isPossible: z.boolean().meta({ description: "Whether the platform takes payments." }),
    settings: settings.meta({ description: "As they were set, or those that the catalog begins with." }),
    state: z.enum(["off", "ready", "rests", "day_cap", "month_cap", "no_card", "stopped"]).meta({
      description:
        "`rests`: the card declined and is tried again. `stopped`: it declined too often, or for good. `no_card`: there is no payment method that can be charged.",
    }),
    until: instantOut.nullable().meta({ description: "When it goes on by itself." }),
    isPaying: z.boolean().meta({ description: "A payment has no outcome yet; nothing is bought meanwhile." }),
    card: z.string().nullable().meta({ description: "The payment method that it charges, in words." }),
    bought: z
      .object({ day: amountOut, month: amountOut })
      .meta({ description: "Bought automatically in this day and month, UTC." }),
    purchases: z.object({ minimum: amountOut, maximum: amountOut }),
  })
  .meta({ description: "Automatic top-up of an organization." });

/** The output of `billing.topUp.preview`. */
export const topUpPreviewAnswer = z
  .object({
    outOfRange: z
      .object({
        field: z.enum(["threshold", "amount", "target", "perDay", "perMonth"]),
        minimum: amountOut,
        maximum: amountOut,
      })
      .nullable()
      .meta({ description: "The first amount that is not allowed." }),
    buys: z
      .object({ net: amountOut, tax: amountOut, gross: amountOut })
      .nullable()
      .meta({ description: "What is bought at once; null if nothing is." }),
    why: z
      .enum(["off", "enough", "paying", "no_card", "day_cap", "month_cap", "card_off", "card_rests"])
      .nullable()
      .meta({ description: "Why nothing is bought now." }),
    until: instantOut.nullable(),
    card: z.string().nullable(),
  })
  .meta({ description: "What automatic top-up would do now." });
