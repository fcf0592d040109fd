import type { Instant } from "../../time/instant.ts";
import { startOfMonth } from "../../time/months.ts";
import type { Subscription } from "./subscription.ts";

/**
 * Holds back the credit of the running period that has not come, since its payment was taken back.
 * @source docs/rules.md#money-taken-back-for-a-plan
 */
export function holdCredit(subscription: Subscription): Subscription {
  const { period, nextMonth } = subscription;
  return period.heldFrom === null ? { ...subscription, period: { ...period, heldFrom: nextMonth } } : subscription;
}

/**
 * Lets the credit of the running period come again. Months that began while it was held back are left out.
 * @param now the organization's time
 * @source docs/rules.md#money-taken-back-for-a-plan
 */
export function releaseCredit(subscription: Subscription, now: Instant): Subscription {
  const { period, anchor } = subscription;
  if (period.heldFrom === null) return subscription;
  const skippedMonths = [...subscription.skippedMonths];
  let { nextMonth } = subscription;
  for (; nextMonth < period.month + period.months && startOfMonth(anchor, nextMonth) <= now; nextMonth += 1)
    skippedMonths.push(nextMonth);
  return { ...subscription, nextMonth, skippedMonths, period: { ...period, heldFrom: null } };
}
