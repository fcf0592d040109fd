import { z } from "zod";
import { organizationInput } from "../wire/organization-input.ts";

const method = z
  .string()
  .regex(/^(pm|card|src|ba)_[A-Za-z0-9_]{1,100}$/, "must be the id of a payment method, such as pm_1Abc")
  .meta({ description: "A payment method, by the payment service's name." });

/** The input of calls about one payment method. */
export const methodInput = organizationInput.extend({ method }).meta({ description: "A payment method." });

const savedMethod = z
  .object({
    method: z.string(),
    name: z.string().meta({ description: "In words: Visa ending in 4242." }),
    kind: z.string().meta({ description: "card, us_bank_account or sepa_debit." }),
    brand: z.string().nullable(),
    last4: z.string().nullable(),
    expMonth: z.int().nullable(),
    expYear: z.int().nullable(),
    isDefault: z.boolean().meta({ description: "Automatic top-up and plans charge it." }),
    attention: z
      .enum(["expired", "expires_soon"])
      .nullable()
      .meta({ description: "The card has expired, or does within 30 days." }),
  })
  .meta({ description: "A payment method." });

/** The output of calls about the payment methods of an organization. */
export const methodsAnswer = z
  .object({
    isPossible: z.boolean().meta({ description: "Whether the platform takes payments." }),
    methods: z.array(savedMethod).readonly().meta({ description: "The default one first, then the newest." }),
  })
  .meta({ description: "The payment methods of an organization." });

/** A page of the payment service. */
export const gatewayPageAnswer = z
  .object({ url: z.string().meta({ description: "Where the browser goes." }) })
  .meta({ description: "A page of the payment service." });
