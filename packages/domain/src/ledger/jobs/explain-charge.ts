import { type Micros, mulDiv } from "../../money/index.ts";
import { type JobTerms, priceOf } from "./job-price.ts";

/** The calculation of a job's charge. Amounts in micro-USD. */
export interface ChargeExplained {
  /** rate x units x quantity before rounding, in micro-USD with at most six decimals, such as "1330000.277777". */
  readonly exact: string;
  /** `exact` rounded down: the price of the job up to this charge. */
  readonly cumulative: Micros;
  readonly chargedBefore: Micros;
  /** The charge: `cumulative` less `chargedBefore`. */
  readonly amount: Micros;
}

/** The scale of six decimals of a micro-USD. */
const DECIMALS = 1_000_000n;

/** Divides nano-USD per unit and hour x thousandths of a unit x milliseconds down to millionths of a micro-USD. */
const SCALE = (1000n * 1000n * 3_600_000n) / DECIMALS;

/**
 * Calculates a charge again from its terms: the price up to a cumulative quantity, less the price up to the
 * previous quantity.
 * @param fromMs the cumulative quantity of the previous charge, in milliseconds
 * @param untilMs the cumulative quantity of this charge, in milliseconds
 * @source docs/rules.md#price-of-a-job; docs/invariants.md#l19
 * @example $1.33 an hour, one GPU, 3,600,001 ms after one hour: "1330000.369444", so 1,330,000 less 1,330,000
 */
export function explainCharge(
  terms: Pick<JobTerms, "rate" | "unitsMilli">,
  fromMs: number,
  untilMs: number,
): ChargeExplained {
  const priced = { ...terms, estimateMs: null };
  const cumulative = priceOf(priced, untilMs);
  const chargedBefore = priceOf(priced, fromMs);
  const exact = mulDiv(terms.rate * BigInt(terms.unitsMilli), BigInt(untilMs), SCALE, "floor");
  return { exact: decimals(exact), cumulative, chargedBefore, amount: cumulative - chargedBefore };
}

function decimals(millionths: bigint): string {
  const rest = (millionths % DECIMALS).toString().padStart(6, "0").replace(/0+$/, "");
  return rest === "" ? `${millionths / DECIMALS}` : `${millionths / DECIMALS}.${rest}`;
}
