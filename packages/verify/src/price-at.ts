import type { Price } from "@scrip/domain/usage/prices";
import type { JobRow } from "./rows.ts";

/** Divides nano-USD per unit and hour x thousandths of a unit x milliseconds down to micro-USD. */
const PER_MICRO = 3_600_000_000_000n;

/** Thousandths of a unit x milliseconds in a unit-hour. */
export const PER_HOUR = 3_600_000_000n;

/** What decides the price of a job. */
type Priced = Pick<JobRow, "rate" | "price" | "unitsMilli">;

/** The price of a job up to a quantity, by code of its own. Micro-USD, rounded down once. */
export function priceAt({ rate, price, unitsMilli }: Priced, chargeableMs: number): bigint {
  const used = BigInt(unitsMilli) * BigInt(chargeableMs);
  return price === null ? floored(rate * used, PER_MICRO) : shapePrice(price, used, PER_HOUR);
}

/** The price of a job that ended: not below its minimum, if it ran. */
export function endPriceAt(job: Priced, chargeableMs: number): bigint {
  const price = priceAt(job, chargeableMs);
  const minimum = job.price?.minimum ?? 0n;
  return chargeableMs > 0 && price < minimum ? minimum : price;
}

/**
 * The price of a quantity by a shape, by code of its own. Micro-USD, rounded down once.
 * @param perUnit how many parts of the quantity are one unit
 */
export function shapePrice(price: Price, used: bigint, perUnit: bigint): bigint {
  if (price.kind === "package") {
    const begun = used / (price.size * perUnit) + (used % (price.size * perUnit) === 0n ? 0n : 1n);
    return begun * price.price;
  }
  // The last tier that begins below the quantity has reached it; a graduated price bills each tier before it in full.
  let nanos = 0n;
  let start = 0n;
  for (const tier of price.tiers) {
    if (used <= start) break;
    const end = tier.upTo === null ? null : tier.upTo * perUnit;
    const within = end !== null && used > end ? end - start : used - start;
    nanos = price.kind === "volume" ? tier.rate * used : nanos + tier.rate * within;
    start = end ?? used;
  }
  return floored(nanos, perUnit * 1_000n);
}

/** The price of a quantity at the end of its month: not below the minimum, if anything was used. */
export function finalShapePrice(price: Price, used: bigint, perUnit: bigint): bigint {
  const soFar = shapePrice(price, used, perUnit);
  return used > 0n && soFar < price.minimum ? price.minimum : soFar;
}

function floored(product: bigint, divisor: bigint): bigint {
  const quotient = product / divisor;
  return product < 0n && quotient * divisor !== product ? quotient - 1n : quotient;
}
