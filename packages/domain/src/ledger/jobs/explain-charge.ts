import { greatest, type Micros } from "../../money/index.ts";
import { decimals, explainPrice, type PriceExplained, UNIT_HOUR } from "../../usage/prices/index.ts";
import { finalPriceOf, type JobTerms, priceOf } from "./job-price.ts";

/** The calculation of a job's charge. Amounts in micro-USD. */
export interface ChargeExplained {
  /** rate x units x quantity before rounding, in micro-USD with at most six decimals, such as "1330000.277777". */
  readonly exact: string;
  /** `exact` rounded down, or the minimum: the price of the job up to this charge. */
  readonly cumulative: Micros;
  readonly chargedBefore: Micros;
  /** The charge: `cumulative` less `chargedBefore`, or 0 if the price fell. */
  readonly amount: Micros;
  /** The calculation by a price shape; `null` for a plain rate. */
  readonly shape: PriceExplained | null;
}

/**
 * Calculates a charge again from its terms: the price up to a cumulative quantity, less the price up to the
 * previous quantity.
 * @param fromMs the cumulative quantity of the previous charge, in milliseconds
 * @param untilMs the cumulative quantity of this charge, in milliseconds
 * @param isLast whether the minimum of a price shape was due with this charge
 * @source docs/rules.md#price-of-a-job; docs/rules.md#price-shapes; docs/invariants.md#l19
 * @example $1.33 an hour, one GPU, 3,600,001 ms after one hour: "1330000.369444", so 1,330,000 less 1,330,000
 */
export function explainCharge(
  terms: Pick<JobTerms, "rate" | "price" | "unitsMilli">,
  fromMs: number,
  untilMs: number,
  isLast = false,
): ChargeExplained {
  const priced = { ...terms, estimateMs: null };
  const cumulative = isLast ? finalPriceOf(priced, untilMs) : priceOf(priced, untilMs);
  const chargedBefore = priceOf(priced, fromMs);
  const quantity = BigInt(terms.unitsMilli) * BigInt(untilMs);
  const shape = terms.price === null ? null : explainPrice(terms.price, quantity, UNIT_HOUR);
  const exact = shape?.exact ?? decimals(terms.rate * quantity, UNIT_HOUR * 1000n);
  return { exact, cumulative, chargedBefore, amount: greatest(cumulative - chargedBefore, 0n), shape };
}
