import { type Catalog, compileCatalog, type PricedPlan } from "../../catalog/index.ts";
import type { Micros } from "../../money/index.ts";
import type { Interval, MonthlyCredit } from "./subscription.ts";

/** What a catalog sells under a plan and an interval. */
export interface PlanTerms {
  readonly plan: string;
  readonly interval: Interval;
  /** Micro-USD for one period. */
  readonly price: Micros;
  readonly credit: MonthlyCredit | null;
  /** Whether the first month's credit comes when the subscription starts. */
  readonly creditsAtOnce: boolean;
}

/**
 * Finds the terms of a plan.
 * @returns `null` if the catalog does not sell the plan by this interval
 * @source docs/rules.md#subscriptions
 */
export function planTerms(catalog: Catalog, plan: string, interval: Interval): PlanTerms | null {
  const found = compileCatalog(catalog).plans.get(plan);
  if (found === undefined) return null;
  const price = priceBy(found.price, interval);
  if (price === undefined) return null;
  const { monthly } = found;
  return {
    plan,
    interval,
    price,
    credit: monthly === undefined ? null : { amount: monthly.amount, days: monthly.days },
    creditsAtOnce: monthly?.atOnce ?? false,
  };
}

function priceBy(price: PricedPlan["price"], interval: Interval): Micros | undefined {
  if (price.kind === "subscription") return interval === "month" ? price.monthly : price.yearly;
  return price.kind === "free" ? 0n : undefined;
}
