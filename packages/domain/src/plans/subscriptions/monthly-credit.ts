import type { Micros } from "../../money/index.ts";
import type { Instant } from "../../time/instant.ts";
import { startOfMonth } from "../../time/months.ts";
import type { Subscription } from "./subscription.ts";

const DAY_MS = 86_400_000;

/** The terms of one month's grant. */
export interface MonthGrant {
  /** Micro-USD. */
  readonly amount: Micros;
  readonly effectiveAt: Instant;
  readonly expiresAt: Instant;
  readonly businessKey: string;
}

/**
 * When the credit of the next month comes.
 * @returns `null` if none comes before the next renewal: the period is unpaid or has no further month, the plan gives no
 *   credit, its payment was taken back, or a cancellation was asked for before
 * @source docs/rules.md#monthly-credit
 */
export function creditDueAt(subscription: Subscription): Instant | null {
  const { anchor, nextMonth, scheduled, endedAt, period } = subscription;
  if (endedAt !== null || period.credit === null || period.paidAt === null) return null;
  if (nextMonth >= period.month + period.months || period.heldFrom !== null) return null;
  const dueAt = startOfMonth(anchor, nextMonth);
  return scheduled?.kind === "cancel" && scheduled.askedAt < dueAt ? null : dueAt;
}

/**
 * The grant of the next month, which is due. It lives from its due instant, however late it is issued; after a failed
 * payment it lives from the payment. It always lapses a fixed time after its due instant.
 * @source docs/rules.md#monthly-credit; docs/invariants.md#l25
 */
export function monthGrant({ id, anchor, nextMonth, period }: Subscription): MonthGrant {
  const { credit, paidAt, failedAt } = period;
  if (credit === null) throw new Error(`the plan ${period.plan} of the subscription ${id} gives no credit`);
  const dueAt = startOfMonth(anchor, nextMonth);
  const expiresAt = dueAt + credit.days * DAY_MS;
  const isLate = failedAt !== null && paidAt !== null && paidAt > dueAt && paidAt < expiresAt;
  return {
    amount: credit.amount,
    effectiveAt: isLate ? paidAt : dueAt,
    expiresAt,
    businessKey: nextMonthKey({ id, anchor, nextMonth }),
  };
}

/** The business key of the next month's grant. */
export function nextMonthKey({ id, anchor, nextMonth }: Pick<Subscription, "id" | "anchor" | "nextMonth">): string {
  return `plan:${id}:${new Date(startOfMonth(anchor, nextMonth)).toISOString()}`;
}

/** Notes that the credit of the next month was issued. */
export function credited(subscription: Subscription): Subscription {
  return { ...subscription, nextMonth: subscription.nextMonth + 1 };
}
