import type { Price } from "@scrip/domain/usage/prices";
import { z } from "zod";
import { amountIn, amountOut, MONEY_FORMATS, rateIn, rateOut } from "./money.ts";

/** The most tiers of a price, and the most whole units of a tier or a package. */
const MOST_TIERS = 100;
const MOST_UNITS = 1_000_000_000_000;

const kind = z.enum(["graduated", "volume", "package"]).meta({
  description:
    "`graduated`: each tier prices its part of the quantity; `volume`: the tier that the quantity reaches prices all of it; `package`: each begun package has a price.",
});
const END = "The last whole unit of the tier; null for the last tier, which has no end.";

/** A price shape in an output: a price beyond a plain rate. */
export const priceShapeOut = z
  .object({
    kind,
    tiers: z
      .array(z.object({ upTo: z.int().nullable().meta({ description: END }), rateNanos: rateOut }))
      .readonly()
      .meta({ description: "Ascending; none for packages." }),
    size: z.int().nullable().meta({ description: "Whole units in a package; null for tiers." }),
    perPackage: amountOut.nullable().meta({ description: "The price of a package; null for tiers." }),
    minimum: amountOut.meta({ description: "The least price of any use; 0 for none." }),
  })
  .meta({ description: "A price by tiers, by volume or by packages." });

const units = z.int().min(1).max(MOST_UNITS);
const tierIn = z.strictObject({ upTo: units.nullable().meta({ description: END }), rateNanos: rateIn });

/** The least price of any use: "0" for none. */
const minimumIn = z
  .string("must be a text of digits, an amount in micro-dollars")
  .transform((text, context): bigint => {
    const parsed = text === "0" ? { success: true as const, data: 0n } : amountIn.safeParse(text);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  })
  .meta({ description: "The least price of any use; 0 for none.", format: MONEY_FORMATS.micros, pattern: "^[0-9]+$" });

/** A price shape in an input, in the form of an output. Inside: a `Price`. */
export const priceShapeIn = z
  .strictObject({
    kind,
    tiers: z.array(tierIn).max(MOST_TIERS).default([]).meta({ description: "Ascending; none for packages." }),
    size: units.nullable().default(null).meta({ description: "Whole units in a package; null for tiers." }),
    perPackage: amountIn.nullable().default(null).meta({ description: "The price of a package; null for tiers." }),
    minimum: minimumIn.prefault("0"),
  })
  .transform(({ tiers, size, perPackage, minimum, ...shape }, context): Price => {
    const refuse = (path: (string | number)[], message: string) => {
      context.addIssue({ code: "custom", path, message });
      return z.NEVER;
    };
    if (shape.kind === "package") {
      if (tiers.length > 0) return refuse(["tiers"], "must be empty for packages");
      if (size === null) return refuse(["size"], "must be a whole number of units for packages");
      if (perPackage === null) return refuse(["perPackage"], "must be an amount for packages");
      return { kind: shape.kind, size: BigInt(size), price: perPackage, minimum };
    }
    if (size !== null) return refuse(["size"], "must be null for tiers");
    if (perPackage !== null) return refuse(["perPackage"], "must be null for tiers");
    if (tiers.length === 0) return refuse(["tiers"], "must have at least one tier");
    const wrong = tiers.map((_, index) => endProblem(tiers, index));
    const at = wrong.findIndex((message) => message !== null);
    if (at >= 0) return refuse(["tiers", at, "upTo"], wrong[at] ?? "");
    const bounded = tiers.map(({ upTo, rateNanos }) => ({
      upTo: upTo === null ? null : BigInt(upTo),
      rate: rateNanos,
    }));
    return { kind: shape.kind, tiers: bounded, minimum };
  })
  .meta({ description: "A price by tiers, by volume or by packages." });

/** What is wrong with the end of a tier: each but the last has one, above the one before. */
function endProblem(tiers: readonly { readonly upTo: number | null }[], index: number): string | null {
  const upTo = tiers[index]?.upTo ?? null;
  const before = tiers[index - 1]?.upTo ?? 0;
  if (index === tiers.length - 1) return upTo === null ? null : "must be null: the last tier has no end";
  if (upTo === null) return "must be a whole number: only the last tier has no end";
  return upTo > before ? null : `must be above ${before}, where the tier before ends`;
}
