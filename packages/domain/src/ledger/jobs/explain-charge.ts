import { type Micros, mulDiv } from "../../money/index.ts";
import { type JobTerms, priceOf } from "./job-price.ts";

/** How a job's charge was worked out. Amounts in micro-USD. */
export interface ChargeExplained {
  /** rate x units x quantity before rounding, in micro-USD with at most six decimals, such as "1330000.277777". */
  readonly exact: string;
  /** The same rounded down: the price of the job up to here. */
  readonly cumulative: Micros;
  readonly chargedBefore: Micros;
  /** What is left of it: the charge. */
  readonly amount: Micros;
}

/** Micro-USD in six decimals. */
const DECIMALS = 1_000_000n;

/** Nano-USD x thousandths of a unit x milliseconds, in one millionth of a micro-USD. */
const SCALE = (1000n * 1000n * 3_600_000n) / DECIMALS;

/**
 * Works a charge out again from its terms: the price up to a cumulative quantity, less the price up to
 * the quantity before.
 * @param fromMs the cumulative quantity that was charged before, in milliseconds
 * @param untilMs the cumulative quantity that this charge goes up to
 * @source L19; DESIGN 4: "its cumulative charge is floor(rate x unitsMilli x quantityMs / ...)"
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
