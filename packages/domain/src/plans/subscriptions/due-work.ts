import type { DueKind } from "../../due/due-kind.ts";
import type { Instant } from "../../time/instant.ts";
import { creditDueAt } from "./monthly-credit.ts";
import type { Subscription } from "./subscription.ts";

/** A piece of due work of a plan and its time; `null` if it is not wanted. */
export type PlanDue = readonly [kind: DueKind, dueAt: Instant | null];

/** The due work that a subscription needs. */
export function dueOfSubscription(subscription: Subscription): readonly PlanDue[] {
  const { endedAt, period } = subscription;
  return [
    ["renew_subscription", endedAt === null ? period.endsAt : null],
    ["charge_subscription", endedAt === null ? period.tryAt : null],
    ["credit_subscription", creditDueAt(subscription)],
  ];
}

/** The due work that changed. @param before empty for what is new */
export function changedDue(before: readonly PlanDue[], after: readonly PlanDue[]): readonly PlanDue[] {
  return after.filter(([kind, dueAt]) => dueAt !== (before.find(([each]) => each === kind)?.[1] ?? null));
}

const HELD_BACK_MS = 86_400_000;

/**
 * When credit without room is tried again: whole days after its due instant, the first that is later than now.
 * @source docs/rules.md#limits
 */
export function nextTryOfCredit(dueAt: Instant, now: Instant): Instant {
  return dueAt + (Math.floor((now - dueAt) / HELD_BACK_MS) + 1) * HELD_BACK_MS;
}
