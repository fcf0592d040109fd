import { type Micros, mulDiv, type Nanos } from "../../money/index.ts";

/** Divides nano-USD per unit and hour x thousandths of a unit x milliseconds down to micro-USD. */
const SCALE = 1000n * 1000n * 3_600_000n;

/** The terms that determine the price of a job. */
export interface JobTerms {
  /** Nano-USD per unit and hour. */
  readonly rate: Nanos;
  readonly unitsMilli: number;
  readonly estimateMs: number | null;
}

/**
 * The price of the first `quantityMs` of a job. A charge is the difference of two such prices, so any split
 * of a run into epochs costs the same.
 * @returns micro-USD, rounded down once
 * @source docs/rules.md#price-of-a-job; docs/invariants.md#l19
 * @example $3.99 an hour, one GPU, 1 h 30 min: floor(3,990,000,000 x 1000 x 5,400,000 / 3.6e12) = 5,985,000
 */
export function priceOf(terms: JobTerms, quantityMs: number): Micros {
  return mulDiv(terms.rate * BigInt(terms.unitsMilli), BigInt(quantityMs), SCALE, "floor");
}

/** The largest quantity up to `quantityMs` whose price is at most `most`, in milliseconds. */
export function quantityWithin(terms: JobTerms, quantityMs: number, most: Micros): number {
  if (priceOf(terms, quantityMs) <= most) return quantityMs;
  return Number(((most + 1n) * SCALE - 1n) / (terms.rate * BigInt(terms.unitsMilli)));
}

/** The part of a quantity that is charged, in milliseconds: at most the estimate if the policy caps at it. */
export function chargeableMs(terms: JobTerms, quantityMs: number, capAtEstimate: boolean): number {
  return capAtEstimate && terms.estimateMs !== null ? Math.min(quantityMs, terms.estimateMs) : quantityMs;
}
