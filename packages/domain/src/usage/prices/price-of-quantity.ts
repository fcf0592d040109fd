import { greatest, least, type Micros, mulDiv } from "../../money/index.ts";
import type { Price, PriceTier, TieredPrice } from "./price.ts";

/** Nano-USD in a micro-USD. */
const NANOS = 1000n;

/**
 * The price of a cumulative quantity, without the minimum. A charge is the difference of two such prices, so any split of
 * the usage costs the same. Only a `volume` price can fall as the quantity grows.
 * @param quantity whole parts of a unit, zero or more
 * @param perUnit how many of these parts are one unit, such as `MILLIONTHS` or `UNIT_HOUR`
 * @returns micro-USD, rounded down once
 * @source docs/rules.md#price-shapes; docs/invariants.md#l19
 * @example graduated, 10 units at $4 and then $3, 12.5 units: 10 x 4 + 2.5 x 3 = 47,500,000
 */
export function priceOfQuantity(price: Price, quantity: bigint, perUnit: bigint): Micros {
  if (price.kind === "package") return mulDiv(quantity, 1n, price.size * perUnit, "ceil") * price.price;
  if (price.kind === "volume") return (tierAt(price, quantity, perUnit).rate * quantity) / (perUnit * NANOS);
  let nanos = 0n;
  for (const { rate, part } of partsOf(price, quantity, perUnit)) nanos += rate * part;
  return nanos / (perUnit * NANOS);
}

/**
 * The price of a quantity at the end of its job or month: at least the minimum, if there was any use.
 * @returns micro-USD
 * @source docs/rules.md#price-shapes
 */
export function finalPriceOf(price: Price, quantity: bigint, perUnit: bigint): Micros {
  return quantity === 0n ? 0n : greatest(priceOfQuantity(price, quantity, perUnit), price.minimum);
}

/** A tier with the part of a quantity that it prices, in the parts of the quantity. */
export interface TierPart extends PriceTier {
  readonly part: bigint;
}

/** The tiers that a quantity uses, with their parts of it. Of a volume price it is one tier with the whole quantity. */
export function partsOf(price: TieredPrice, quantity: bigint, perUnit: bigint): TierPart[] {
  if (price.kind === "volume") return [{ ...tierAt(price, quantity, perUnit), part: quantity }];
  const parts: TierPart[] = [];
  let start = 0n;
  for (const tier of price.tiers) {
    if (quantity <= start) break;
    const end = tier.upTo === null ? quantity : least(quantity, tier.upTo * perUnit);
    parts.push({ ...tier, part: end - start });
    start = end;
  }
  return parts;
}

/**
 * The greatest price of any cumulative quantity from one to another, without the minimum. A hold of it covers work that
 * ends anywhere between them. It is the price at the end, except for a volume price whose rate falls on the way.
 * @param from not above `until`
 * @returns micro-USD
 */
export function greatestPriceWithin(price: Price, from: bigint, until: bigint, perUnit: bigint): Micros {
  let most = priceOfQuantity(price, until, perUnit);
  if (price.kind !== "volume") return most;
  for (const end of endsOf(price, perUnit))
    if (end > from && end < until) most = greatest(most, priceOfQuantity(price, end, perUnit));
  return most;
}

/** Whether the price can fall between two cumulative quantities: a volume price passes the end of a tier. */
export function canFallBetween(price: Price, from: bigint, until: bigint, perUnit: bigint): boolean {
  return price.kind === "volume" && endsOf(price, perUnit).some((end) => from <= end && end < until);
}

/**
 * The largest quantity up to `quantity` whose price is at most `most`. Zero always is: it costs nothing.
 * @param most micro-USD, zero or more
 * @param step the quantities are counted in steps of so many parts, such as all units of a job for a millisecond
 * @returns steps
 */
export function quantityAtMost(price: Price, quantity: bigint, perUnit: bigint, most: Micros, step = 1n): bigint {
  // Within a tier the price never falls, so each span of one tier can be halved.
  const ends = price.kind === "volume" ? endsOf(price, perUnit).map((end) => end / step) : [];
  const bounds = [0n, ...ends.filter((end) => end < quantity), quantity];
  const isWithin = (steps: bigint): boolean => priceOfQuantity(price, steps * step, perUnit) <= most;
  for (let n = bounds.length - 1; n > 0; n -= 1) {
    const start = bounds[n - 1] ?? 0n;
    let fits = start;
    let beyond = (bounds[n] ?? 0n) + 1n;
    while (beyond - fits > 1n) {
      const middle = (fits + beyond) / 2n;
      if (isWithin(middle)) fits = middle;
      else beyond = middle;
    }
    if (fits > start || isWithin(fits)) return fits;
  }
  return 0n;
}

function tierAt({ tiers }: TieredPrice, quantity: bigint, perUnit: bigint): PriceTier {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= upTo * perUnit);
  if (tier === undefined) throw new RangeError("the last tier of a price has an end");
  return tier;
}

function endsOf({ tiers }: TieredPrice, perUnit: bigint): bigint[] {
  return tiers.flatMap(({ upTo }) => (upTo === null ? [] : [upTo * perUnit]));
}
