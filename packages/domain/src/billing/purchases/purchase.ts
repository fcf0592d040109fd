import type { PricedPurchases } from "../../catalog/index.ts";
import { CENT, type Micros } from "../../money/index.ts";
import { ok, type Result, refuse } from "../../result/result.ts";

/** Credit on top of a purchase. */
export interface Bonus {
  /** Micro-USD. */
  readonly amount: Micros;
  /** Its life in days of 24 hours, from the purchase. */
  readonly days: number;
}

/** The smallest and the largest purchase, in micro-USD and whole cents. */
export type PurchaseRange = Pick<PricedPurchases, "minimum" | "maximum">;

/**
 * The terms on which an amount of credit is bought.
 * @param amount net, in micro-USD
 * @returns the bonus of its preset, `null` without one; the range if the amount is outside of it, or not in whole cents
 * @source docs/rules.md#purchases
 */
export function purchaseTerms(
  purchases: PricedPurchases,
  amount: Micros,
): Result<{ bonus: Bonus | null }, PurchaseRange> {
  const { minimum, maximum, bonuses } = purchases;
  if (amount < minimum || amount > maximum || amount % CENT !== 0n) return refuse({ minimum, maximum });
  const bonus = bonuses.find(({ preset }) => preset === amount);
  return ok({ bonus: bonus === undefined ? null : { amount: bonus.amount, days: bonus.days } });
}
