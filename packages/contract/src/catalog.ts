import { KINDS_OF_WORK } from "@scrip/domain/catalog";
import { z } from "zod";
import { amountOut, rateOut } from "./wire/money.ts";
import { priceShapeOut } from "./wire/price.ts";
import { instantOut } from "./wire/time.ts";

/** The input of `catalog.get`. */
export const catalogInput = z.strictObject({}).optional().meta({ description: "Nothing." });

const value = z.union([z.boolean(), z.int(), z.string()]);

const plan = z
  .object({
    plan: z.string(),
    title: z.string(),
    price: z.object({
      kind: z.enum(["free", "subscription", "contract"]).meta({ description: "`contract`: talk to sales." }),
      monthly: amountOut.nullable(),
      yearly: amountOut.nullable(),
    }),
    signup: z.object({ amount: amountOut, days: z.int() }).nullable(),
    monthly: z
      .object({ amount: amountOut, days: z.int(), atOnce: z.boolean() })
      .nullable()
      .meta({ description: "The credit of each month." }),
    entitlements: z.record(z.string(), value).meta({ description: "The value of each entitlement." }),
  })
  .meta({ description: "A plan." });

const resource = z
  .object({
    resource: z.string(),
    title: z.string(),
    unit: z.enum(["hour", "gb-month", "gb", "each"]),
    kinds: z.array(z.enum(KINDS_OF_WORK)).readonly(),
    rateNanos: rateOut
      .nullable()
      .meta({ description: "The price of one unit that applies; null if only a contract prices it, and none does." }),
    priceShape: priceShapeOut.nullable().meta({ description: "The price beyond a plain rate, which then is null." }),
    listRateNanos: rateOut.nullable().meta({ description: "The price in the catalog." }),
    listPriceShape: priceShapeOut.nullable(),
    isByContract: z.boolean().meta({ description: "Whether the contract of the organization has this price." }),
    includedBy: z.string().nullable().meta({ description: "The limit up to which the plan includes it." }),
  })
  .meta({ description: "A resource and its price." });

/** The output of `catalog.get` and of `catalog.ofOrganization`. */
export const catalogAnswer = z
  .object({
    name: z.string(),
    version: z.int(),
    defaultPlan: z.string(),
    entitlements: z
      .array(
        z.object({
          entitlement: z.string(),
          title: z.string(),
          kind: z.enum(["feature", "limit", "choice"]),
        }),
      )
      .readonly()
      .meta({ description: "In the order of the catalog." }),
    plans: z.array(plan).readonly().meta({ description: "The lowest first." }),
    resources: z.array(resource).readonly().meta({ description: "In the order of the catalog." }),
    purchases: z.object({
      minimum: amountOut,
      maximum: amountOut,
      presets: z.array(amountOut).readonly(),
      bonuses: z
        .array(z.object({ preset: amountOut, amount: amountOut, days: z.int() }))
        .readonly()
        .meta({ description: "Promotional credit on top of a purchase of a preset, and its life in days." }),
    }),
  })
  .meta({ description: "What the platform sells." });

/** The input of `catalog.versions`. */
export const catalogVersionsInput = z.strictObject({}).optional().meta({ description: "Nothing." });

/** The output of `catalog.versions`. */
export const catalogVersionsAnswer = z
  .object({
    current: z.int().meta({ description: "The version of new organizations." }),
    versions: z
      .array(
        z.object({
          version: z.int(),
          name: z.string(),
          hash: z.string().meta({ description: "SHA-256 in hex of its canonical text." }),
          publishedAt: instantOut,
          changes: z
            .array(z.object({ path: z.string(), what: z.string(), whom: z.string() }))
            .readonly()
            .meta({ description: "What it changes, against the version before." }),
          moves: z
            .object({ at: instantOut, renewalsFrom: instantOut })
            .nullable()
            .meta({ description: "Since when renewals move subscribers to it; null if they do not." }),
        }),
      )
      .readonly()
      .meta({ description: "The newest 100, newest first." }),
  })
  .meta({ description: "The published versions of the catalog." });
