import type { Price } from "@scrip/domain/usage/prices";
import { z } from "zod";
import { amountIn, amountOut, rateIn, rateOut } from "./money.ts";

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
const tierIn = z.strictObject({ upTo: units.nullable().default(null).meta({ description: END }), rateNanos: rateIn });
const minimumIn = amountIn.optional().meta({ description: "The least price of any use; none, if not given." });

/** A price shape in an input. Inside: a `Price`. */
export const priceShapeIn = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("graduated"), tiers: tiersIn(), minimum: minimumIn }),
    z.strictObject({ kind: z.literal("volume"), tiers: tiersIn(), minimum: minimumIn }),
    z.strictObject({ kind: z.literal("package"), size: units, perPackage: amountIn, minimum: minimumIn }),
  ])
  .transform((shape): Price => {
    const minimum = shape.minimum ?? 0n;
    if (shape.kind === "package")
      return { kind: shape.kind, size: BigInt(shape.size), price: shape.perPackage, minimum };
    const tiers = shape.tiers.map(({ upTo, rateNanos }) => ({
      upTo: upTo === null ? null : BigInt(upTo),
      rate: rateNanos,
    }));
    return { kind: shape.kind, tiers, minimum };
  })
  .meta({ description: "A price by tiers, by volume or by packages." });

function tiersIn() {
  return z
    .array(tierIn)
    .min(1)
    .max(MOST_TIERS)
    .superRefine((tiers, context) => {
      tiers.forEach(({ upTo }, index) => {
        const isLast = index === tiers.length - 1;
        const before = tiers[index - 1]?.upTo ?? 0;
        const message =
          isLast !== (upTo === null)
            ? isLast
              ? "must be null: the last tier has no end"
              : "must be a whole number; only the last tier has no end"
            : upTo !== null && upTo <= before
              ? `must be above ${before}, where the tier before ends`
              : null;
        if (message !== null) context.addIssue({ code: "custom", path: [index, "upTo"], message });
      });
    });
}
