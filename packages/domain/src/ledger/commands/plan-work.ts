import type { DueKind } from "../../due/due-kind.ts";
import { changedDue, dueOfSubscription } from "../../plans/subscriptions/due-work.ts";
import type { Subscription } from "../../plans/subscriptions/subscription.ts";
import type { PlanWorkAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { Id } from "../state/ids.ts";

/**
 * The subscription that due work is about, if it is the work's turn: no other work about the plan is due before it, so that
 * a renewal does not overtake the credit or the payment of the period before. The row of work about a subscription that has
 * ended goes.
 */
export function inTurn(draft: Draft, kind: DueKind, refId: Id): Subscription | null {
  const { plan } = draft.ledger;
  if (plan === null) throw new Error("the ledger was loaded without what commands about the plan need");
  const { subscription, next } = plan;
  if (subscription?.id === refId) return next?.kind === kind && next.refId === refId ? subscription : null;
  draft.due.push({ kind, refId, dueAt: null });
  return null;
}

/** Notes what changes of a subscription, with its due work. */
export function changeSubscription(draft: Draft, before: Subscription, after: Subscription): void {
  const { id: subscriptionId, catalogVersion, nextMonth, period } = after;
  const begun = period === before.period ? null : period;
  draft.subscription = { subscriptionId, catalogVersion, nextMonth, period: begun };
  for (const [kind, dueAt] of changedDue(dueOfSubscription(before), dueOfSubscription(after)))
    draft.due.push({ kind, refId: subscriptionId, dueAt });
}

/** The answer of work that ran, or that was not due. */
export function planWorkAnswer(draft: Draft, done: boolean): PlanWorkAnswer {
  const isMoreDue = draft.due.some(({ dueAt }) => dueAt !== null && dueAt <= draft.at);
  return { done, left: isMoreDue ? "more" : "nothing", seq: draft.lastSeq(), balance: draft.answerBalance() };
}
