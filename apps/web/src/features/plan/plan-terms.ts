import type { RunningPlan } from "@scrip/domain/plans/preview";
import type { Interval, PlanTerms } from "@scrip/domain/plans/subscriptions";
import type { CatalogPlan } from "../../data/catalog.ts";
import type { Plan } from "../../data/plan.ts";

/** What the catalog sells under a plan and an interval; `null` if it does not sell it so. */
export function termsOf({ plan, price, monthly }: CatalogPlan, interval: Interval): PlanTerms | null {
  const amount = interval === "month" ? price.monthly : price.yearly;
  if (amount === null) return null;
  return {
    plan,
    interval,
    price: BigInt(amount),
    credit: monthly === null ? null : { amount: BigInt(monthly.amount), days: monthly.days },
    creditsAtOnce: monthly?.atOnce ?? false,
  };
}

/** The running subscription, as far as a preview needs it; `null` without one. */
export function runningPlan({ since, period, state }: Plan): RunningPlan | null {
  if (since === null || period === null) return null;
  return { anchor: Date.parse(since), until: Date.parse(period.until), isPastDue: state === "past_due" };
}
