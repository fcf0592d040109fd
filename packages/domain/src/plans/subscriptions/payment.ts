import type { Instant } from "../../time/instant.ts";
import { endSubscription } from "./life.ts";
import type { Subscription } from "./subscription.ts";

const DAY_MS = 86_400_000;

/** How long after a try without a known outcome the payment is looked up again: ten minutes. */
const LOOK_AGAIN_MS = 600_000;

/** The longest time between two looks at a first payment. */
const MOST_START_MS = 6 * 3_600_000;

/**
 * When a first payment without a known outcome is looked up again: after ten minutes, and then after as long as it has
 * waited, at most six hours. Nothing waits for it: the event, the way back and the attempt's own work tell of the payment.
 * @source docs/rules.md#plans-at-the-gateway
 */
export function nextStartLook(askedAt: Instant, now: Instant): Instant {
  return now + Math.min(MOST_START_MS, Math.max(LOOK_AGAIN_MS, now - askedAt));
}

/** The days after the first failure at which a payment is tried again. */
export const RETRY_DAYS: readonly number[] = [1, 3, 7];

/**
 * When the payment of a period is tried again. A try that comes late counts for all that were due by then.
 * @param failedAt the first failure
 * @param now the last failure
 * @returns `null` if that was the last try
 * @source docs/rules.md#past-due
 */
export function nextTry(failedAt: Instant, now: Instant): Instant | null {
  const after = RETRY_DAYS.map((days) => failedAt + days * DAY_MS).find((at) => at > now);
  return after ?? null;
}

/** Books a payment of the running period. */
export function paid(subscription: Subscription, at: Instant): Subscription {
  return { ...subscription, period: { ...subscription.period, paidAt: at, tryAt: null } };
}

/**
 * Books a failed payment of the running period. After the last try the subscription ends, and so does one that is
 * cancelled: nothing is paid that could run out.
 * @source docs/rules.md#past-due
 */
export function failed(subscription: Subscription, at: Instant): Subscription {
  const { period, scheduled } = subscription;
  const failedAt = period.failedAt ?? at;
  const tryAt = scheduled?.kind === "cancel" ? null : nextTry(failedAt, at);
  const after = { ...subscription, period: { ...period, failedAt, tryAt, failures: period.failures + 1 } };
  return tryAt === null ? endSubscription(after, at, "unpaid") : after;
}

/** Has the payment of the running period tried at once, or looked at: it may have come another way. */
export function tryNow(subscription: Subscription, at: Instant): Subscription {
  return { ...subscription, period: { ...subscription.period, tryAt: at } };
}

/** Looks a payment without a known outcome up again later, under the same name. */
export function lookAgain(subscription: Subscription, at: Instant): Subscription {
  return { ...subscription, period: { ...subscription.period, tryAt: at + LOOK_AGAIN_MS } };
}
