import type { PriceShape, ShapeTier } from "./catalog.ts";
import type { Place } from "./place.ts";
import { readAmount, readPlainRate } from "./read-text.ts";
import { fields, formOf, listOf, type Reader, wholeNumber } from "./reader.ts";

/** The most whole units of a tier or a package: a million millions. */
const MAX_UNITS = 1_000_000_000_000;

const readUnits = wholeNumber(1, MAX_UNITS);
const readTier: Reader<ShapeTier> = fields({ rate: readPlainRate }, { upTo: readUnits });

/** Reads the tiers of a price: each but the last ends, above the one before it; the last has no end. */
const readTiers: Reader<readonly ShapeTier[]> = (value, place) => {
  const tiers = listOf(readTier)(value, place);
  if (tiers === undefined) return undefined;
  const wrong = tiers.filter((tier, index) => !endsWell(tier, index, tiers, place.at(index)));
  return wrong.length === 0 ? tiers : undefined;
};

function endsWell({ upTo }: ShapeTier, index: number, tiers: readonly ShapeTier[], place: Place): boolean {
  const end = place.at("upTo");
  const isLast = index === tiers.length - 1;
  if (isLast && upTo !== undefined) end.refuse("must not be there: the last tier has no end");
  if (!isLast && upTo === undefined) end.refuse("is missing; only the last tier has no end");
  if (isLast || upTo === undefined) return isLast === (upTo === undefined);
  const before = tiers[index - 1]?.upTo ?? 0;
  if (upTo <= before) end.refuse(`must be above ${before}, where the tier before ends`);
  return upTo > before;
}

const tiered = <const K extends string>(kind: K) =>
  fields({ kind: is(kind), tiers: readTiers }, { minimum: readAmount });

/** Reads a price shape. */
export const readPriceShape: Reader<PriceShape> = formOf("kind", {
  graduated: tiered("graduated"),
  volume: tiered("volume"),
  package: fields({ kind: is("package"), size: readUnits, price: readAmount }, { minimum: readAmount }),
});

/** The word by which `formOf` found the form. */
function is<const K extends string>(word: K): Reader<K> {
  return () => word;
}
