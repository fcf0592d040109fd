import { isCountry, plainTaxId, TAX_ID_STATES, taxIdProblem } from "@scrip/domain/billing/details";
import { z } from "zod";
import { emailAddress } from "./wire/email.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { plainText } from "./wire/text.ts";

const country = z
  .string()
  .refine(isCountry, "must be the two letters of a country by ISO 3166-1, such as DE")
  .meta({ description: "A country by ISO 3166-1, in two capital letters." });

const taxId = z
  .string()
  .max(60, "must be at most 60 characters")
  .overwrite(plainTaxId)
  .meta({ description: "A tax id: in the European Union a VAT number. Spaces, points and dashes are left out." });

/** The input of `billing.setDetails`. */
export const setBillingDetailsInput = organizationInput
  .extend({
    name: plainText(200).meta({ description: "The company or person who buys." }),
    line1: plainText(200).meta({ description: "Street and number." }),
    line2: plainText(200).optional().meta({ description: "A second line of the address." }),
    postalCode: plainText(20).optional(),
    city: plainText(100),
    region: plainText(100).optional().meta({ description: "A state or province." }),
    country,
    email: emailAddress.optional().meta({ description: "Where invoices are sent." }),
    taxId: taxId.optional(),
  })
  .check(({ value, issues }) => {
    const problem = value.taxId === undefined ? null : taxIdProblem(value.country, value.taxId);
    if (problem !== null) issues.push({ code: "custom", message: problem, path: ["taxId"], input: value.taxId });
  })
  .meta({ description: "Billing details, in place of those that are there." });

/** The output of `billing.details` and `billing.setDetails`. */
export const billingDetailsAnswer = z
  .object({
    details: z
      .object({
        name: z.string(),
        line1: z.string(),
        line2: z.string().nullable(),
        postalCode: z.string().nullable(),
        city: z.string(),
        region: z.string().nullable(),
        country: z.string(),
        email: z.string().nullable(),
        taxId: z.string().nullable(),
        taxIdState: z
          .enum(TAX_ID_STATES)
          .nullable()
          .meta({ description: "Whether the tax office confirmed the tax id; null without one." }),
      })
      .nullable()
      .meta({ description: "Null if none were entered." }),
  })
  .meta({ description: "The billing details of an organization." });
