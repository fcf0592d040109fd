import type { JobRow } from "./rows.ts";

/** Divides nano-USD per unit and hour x thousandths of a unit x milliseconds down to micro-USD. */
const PER_MICRO = 3_600_000_000_000n;

/** Thousandths of a unit x milliseconds in a unit-hour. */
const PER_HOUR = 3_600_000_000n;

/** What decides the price of a job. */
type Priced = Pick<JobRow, "rate" | "price" | "unitsMilli">;

/** The price of a job up to a quantity, by code of its own. Micro-USD, rounded down once. */
export function priceAt({ rate, price, unitsMilli }: Priced, chargeableMs: number): bigint {
  const used = BigInt(unitsMilli) * BigInt(chargeableMs);
  if (price === null) return floored(rate * used, PER_MICRO);
  if (price.kind === "package") {
    const begun = used / (price.size * PER_HOUR) + (used % (price.size * PER_HOUR) === 0n ? 0n : 1n);
    return begun * price.price;
  }
  // The last tier that begins below the quantity has reached it; a graduated price bills each tier before it in full.
  let nanos = 0n;
  let start = 0n;
  for (const tier of price.tiers) {
    if (used <= start) break;
    const end = tier.upTo === null ? null : tier.upTo * PER_HOUR;
    const within = end !== null && used > end ? end - start : used - start;
    nanos = price.kind === "volume" ? tier.rate * used : nanos + tier.rate * within;
    start = end ?? used;
  }
  return floored(nanos, PER_MICRO);
}

/** The price of a job that ended: not below its minimum, if it ran. */
export function endPriceAt(job: Priced, chargeableMs: number): bigint {
  const price = priceAt(job, chargeableMs);
  const minimum = job.price?.minimum ?? 0n;
  return chargeableMs > 0 && price < minimum ? minimum : price;
}

function floored(product: bigint, divisor: bigint): bigint {
  const quotient = product / divisor;
  return product < 0n && quotient * divisor !== product ? quotient - 1n : quotient;
}
