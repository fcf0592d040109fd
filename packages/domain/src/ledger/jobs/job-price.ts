import { type Micros, mulDiv, type Nanos } from "../../money/index.ts";

/** Nano-USD x thousandths of a unit x milliseconds, in one micro-USD at a rate per unit and hour. */
const SCALE = 1000n * 1000n * 3_600_000n;

/** What fixes the price of a job. */
export interface JobTerms {
  /** Nano-USD per unit and hour. */
  readonly rate: Nanos;
  readonly unitsMilli: number;
  readonly estimateMs: number | null;
}

/**
 * The price of the first `quantityMs` of a job. Charges are differences of it, so that any split of
 * a run into epochs costs the same.
 * @returns micro-USD, rounded down once
 * @source DESIGN 4; L19
 * @example $3.99 an hour, one GPU, 1 h 30 min: floor(3,990,000,000 x 1000 x 5,400,000 / 3.6e12) = 5,985,000
 */
export function priceOf(terms: JobTerms, quantityMs: number): Micros {
  return mulDiv(terms.rate * BigInt(terms.unitsMilli), BigInt(quantityMs), SCALE, "floor");
}

/** The part of a quantity that is charged where the policy caps at the estimate. */
export function chargeableMs(terms: JobTerms, quantityMs: number, capAtEstimate: boolean): number {
  return capAtEstimate && terms.estimateMs !== null ? Math.min(quantityMs, terms.estimateMs) : quantityMs;
}
