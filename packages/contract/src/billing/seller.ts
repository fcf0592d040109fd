import { isCountry, plainTaxId, taxIdProblem } from "@scrip/domain/billing/details";
import { SELLER_WARNINGS, type SellerWarning } from "@scrip/domain/billing/documents";
import { parsePercent } from "@scrip/domain/billing/tax";
import { z } from "zod";
import { awayOut } from "../wire/away.ts";
import { plainText } from "../wire/text.ts";

const country = z
  .string()
  .refine(isCountry, "must be the two letters of a country by ISO 3166-1, such as DE")
  .meta({ description: "A country by ISO 3166-1, in two capital letters." });

const rate = z
  .strictObject({
    title: plainText(20).meta({ description: "The name of the tax, such as VAT." }),
    country,
    percent: z
      .string()
      .max(8, "must be at most 8 characters")
      .refine(
        (text) => parsePercent(text) !== undefined,
        "must be from 0 to 100, with at most four digits after the point",
      )
      .meta({ description: "Per cent as decimal text, such as 19 or 8.1." }),
  })
  .meta({ description: "A tax that the seller collects." });

/** The input of `operators.seller.get`. */
export const sellerInput = z.strictObject({}).optional().meta({ description: "Nothing." });

/** The input of `operators.seller.set`. */
export const setSellerInput = z
  .strictObject({
    name: plainText(200).meta({ description: "The legal name." }),
    address: z
      .array(plainText(200))
      .min(1)
      .max(6)
      .meta({ description: "The address, a line each, without the country." }),
    country,
    taxIds: z
      .array(z.string().max(60, "must be at most 60 characters").overwrite(plainTaxId))
      .max(5)
      .meta({ description: "The first one is of the seller's country." }),
    taxes: z.array(rate).max(100).meta({ description: "The taxes that are collected, at most one for each country." }),
    prefix: z
      .string()
      .regex(/^[A-Z0-9]{1,8}$/, "must be 1 to 8 capital letters and digits")
      .meta({ description: "What all document numbers begin with, such as SC." }),
  })
  .check(({ value, issues }) => {
    value.taxIds.forEach((text, place) => {
      const problem = taxIdProblem(place === 0 ? value.country : "", text);
      if (problem !== null) issues.push({ code: "custom", message: problem, path: ["taxIds", place], input: text });
    });
    value.taxes.forEach((each, place) => {
      if (value.taxes.findIndex((other) => other.country === each.country) < place)
        issues.push({ code: "custom", message: "has its country twice", path: ["taxes", place], input: each });
    });
  })
  .meta({ description: "The seller of all documents, in place of the one that is there." });

/** The output of `operators.seller.get` and `operators.seller.set`. */
export const sellerAnswer = z
  .object({
    seller: z
      .object({
        name: z.string(),
        address: z.array(z.string()).readonly(),
        country: z.string(),
        taxIds: z.array(z.string()).readonly(),
        taxes: z.array(z.object({ title: z.string(), country: z.string(), percent: z.string() })).readonly(),
        prefix: z.string(),
      })
      .nullable()
      .meta({ description: "Null until an operator enters it." }),
    warnings: z
      .array(z.enum(Object.keys(SELLER_WARNINGS) as [SellerWarning, ...SellerWarning[]]))
      .readonly()
      .meta({ description: "What the profile lacks." }),
    waiting: z.int().meta({ description: "Payments whose document waits until there is a seller." }),
    away: awayOut,
  })
  .meta({ description: "The seller of all documents." });
