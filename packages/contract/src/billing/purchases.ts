import { z } from "zod";
import { attemptIdIn, attemptIdOut, grantIdOut } from "../wire/ids.ts";
import { amountIn, amountOut } from "../wire/money.ts";
import { commandInput, organizationInput } from "../wire/organization-input.ts";
import { instantOut } from "../wire/time.ts";

const amount = amountIn.meta({ description: "The credit in micro-dollars, in whole cents. Tax is added to it." });

/** The input of `billing.purchases.quote`. */
export const quotePurchaseInput = organizationInput.extend({ amount }).meta({ description: "An amount of credit." });

/** The output of `billing.purchases.quote`. */
export const purchaseQuote = z
  .object({
    net: amountOut.meta({ description: "The credit." }),
    tax: amountOut,
    gross: amountOut.meta({ description: "What is paid." }),
    taxTitle: z.string().nullable().meta({ description: "What the tax is called, such as VAT 19%; null without one." }),
    isReverseCharge: z.boolean().meta({ description: "The buyer owes the tax in their own country." }),
    warning: z
      .enum(["tax_id_not_verified", "no_billing_address"])
      .nullable()
      .meta({ description: "What would change the tax." }),
    bonus: z
      .object({ amount: amountOut, days: z.int() })
      .nullable()
      .meta({ description: "Promotional credit on top, and its life in days." }),
  })
  .meta({ description: "What an amount of credit costs." });

/** The input of `billing.purchases.start`. */
export const startPurchaseInput = commandInput.extend({ amount }).meta({ description: "A purchase of credit." });

/** The input of calls about one purchase. */
export const purchaseInput = organizationInput.extend({ attempt: attemptIdIn }).meta({ description: "A purchase." });

const purchase = z
  .object({
    attempt: attemptIdOut,
    purpose: z.enum(["purchase", "auto_topup", "subscription"]),
    state: z.enum(["open", "pending", "paid", "failed", "in_review"]).meta({
      description:
        "`open`: its page waits to be filled. `pending`: the money is on its way. `in_review`: an operator looks at it.",
    }),
    net: amountOut,
    tax: amountOut,
    gross: amountOut,
    bonus: amountOut.nullable().meta({ description: "Promotional credit on top." }),
    url: z.string().nullable().meta({ description: "The page where it is paid, while it is open." }),
    why: z.string().nullable().meta({ description: "Why nothing was paid." }),
    paidWith: z.string().nullable().meta({ description: "The payment method in words." }),
    grant: grantIdOut.nullable().meta({ description: "The credit that it gave." }),
    createdAt: instantOut,
  })
  .meta({ description: "A payment." });

/** The output of `billing.purchases.start`, `follow` and `cancel`. */
export const purchaseAnswer = purchase;

/** The output of `billing.purchases.open`. */
export const openPurchasesAnswer = z
  .object({
    isPossible: z.boolean().meta({ description: "Whether the platform takes payments." }),
    purchases: z.array(purchase).readonly().meta({ description: "The oldest first." }),
  })
  .meta({ description: "The payments that have no outcome yet." });
