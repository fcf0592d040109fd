import type { DueKind } from "../../due/due-kind.ts";
import type { Period, Subscription } from "../../plans/subscriptions/subscription.ts";
import type { Id, Instant } from "./ids.ts";

/** What commands about the plan of an organization read. */
export interface LedgerPlan {
  /** The subscription that has not ended. */
  readonly subscription: Subscription | null;
  /** The first work about the plan that is due; `null` if none is, or if a command of this batch has changed the plan. */
  readonly next: { readonly kind: DueKind; readonly refId: Id } | null;
  /** When the first other work of the organization, of any kind, fell due; `null` if none is due. */
  readonly otherDueAt: Instant | null;
  /** Whether the renewal at the end of the running period may move the subscription to another catalog. */
  readonly isMoving: boolean;
}

/** What a command changes of a subscription. */
export interface SubscriptionChange {
  readonly subscriptionId: Id;
  /** The catalog that the subscription is of. */
  readonly catalogVersion: number;
  /** The month whose credit comes next. */
  readonly nextMonth: number;
  /** The period that begins, if one does. */
  readonly period: Period | null;
}

/** The plan after a change. Its due work is not read again, so the next command of the same batch waits. */
export function planAfter(
  { subscription }: LedgerPlan,
  { subscriptionId, nextMonth, period }: SubscriptionChange,
): LedgerPlan {
  if (subscription?.id !== subscriptionId) throw new Error(`the ledger was loaded without ${subscriptionId}`);
  const after = { ...subscription, nextMonth, period: period ?? subscription.period };
  return { subscription: after, next: null, otherDueAt: null, isMoving: false };
}
