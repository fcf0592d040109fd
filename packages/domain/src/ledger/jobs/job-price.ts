import { greatest, type Micros, mulDiv, type Nanos } from "../../money/index.ts";
import {
  canFallBetween,
  finalPriceOf as finalPrice,
  greatestPriceWithin,
  type Price,
  priceOfQuantity,
  quantityAtMost,
  UNIT_HOUR,
} from "../../usage/prices/index.ts";

/** Divides nano-USD per unit and hour x thousandths of a unit x milliseconds down to micro-USD. */
const SCALE = 1000n * UNIT_HOUR;

/** The terms that determine the price of a job. */
export interface JobTerms {
  /** Nano-USD per unit and hour; 0 for a job with a price shape. */
  readonly rate: Nanos;
  /** The price shape; `null` for a plain rate. */
  readonly price: Price | null;
  readonly unitsMilli: number;
  readonly estimateMs: number | null;
}

/**
 * The price of the first `quantityMs` of a job, without the minimum of a price shape. A charge is the difference of two
 * such prices, so any split of a run into epochs costs the same.
 * @returns micro-USD, rounded down once
 * @source docs/rules.md#price-of-a-job; docs/invariants.md#l19
 * @example $3.99 an hour, one GPU, 1 h 30 min: floor(3,990,000,000 x 1000 x 5,400,000 / 3.6e12) = 5,985,000
 */
export function priceOf(terms: JobTerms, quantityMs: number): Micros {
  if (terms.price !== null) return priceOfQuantity(terms.price, unitMs(terms, quantityMs), UNIT_HOUR);
  return mulDiv(terms.rate * BigInt(terms.unitsMilli), BigInt(quantityMs), SCALE, "floor");
}

/**
 * The price of a job that ends at `quantityMs`: at least the minimum of its price shape, if it ran at all.
 * @returns micro-USD
 * @source docs/rules.md#price-shapes
 */
export function finalPriceOf(terms: JobTerms, quantityMs: number): Micros {
  if (terms.price === null) return priceOf(terms, quantityMs);
  return finalPrice(terms.price, unitMs(terms, quantityMs), UNIT_HOUR);
}

/**
 * What a job costs at most if it ends anywhere between two quantities: at least the minimum, and the highest price that
 * a volume price has on the way. Micro-USD.
 */
export function greatestPriceOf(terms: JobTerms, fromMs: number, untilMs: number): Micros {
  if (terms.price === null || untilMs === 0) return priceOf(terms, untilMs);
  const most = greatestPriceWithin(terms.price, unitMs(terms, fromMs), unitMs(terms, untilMs), UNIT_HOUR);
  return greatest(most, terms.price.minimum);
}

/** Whether the price of a job can fall between two quantities, in milliseconds. */
export function priceCanFall(terms: Pick<JobTerms, "price" | "unitsMilli">, fromMs: number, untilMs: number): boolean {
  const { price } = terms;
  return price !== null && canFallBetween(price, unitMs(terms, fromMs), unitMs(terms, untilMs), UNIT_HOUR);
}

/** The largest quantity up to `quantityMs` whose price is at most `most`, in milliseconds. */
export function quantityWithin(terms: JobTerms, quantityMs: number, most: Micros): number {
  if (priceOf(terms, quantityMs) <= most) return quantityMs;
  const { price, rate, unitsMilli } = terms;
  if (price !== null) return Number(quantityAtMost(price, BigInt(quantityMs), UNIT_HOUR, most, BigInt(unitsMilli)));
  return Number(((most + 1n) * SCALE - 1n) / (rate * BigInt(unitsMilli)));
}

/** The part of a quantity that is charged, in milliseconds: at most the estimate if the policy caps at it. */
export function chargeableMs(terms: JobTerms, quantityMs: number, capAtEstimate: boolean): number {
  return capAtEstimate && terms.estimateMs !== null ? Math.min(quantityMs, terms.estimateMs) : quantityMs;
}

function unitMs({ unitsMilli }: Pick<JobTerms, "unitsMilli">, quantityMs: number): bigint {
  return BigInt(unitsMilli) * BigInt(quantityMs);
}
