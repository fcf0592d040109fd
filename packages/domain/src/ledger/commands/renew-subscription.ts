import { atPeriodEnd, renew } from "../../plans/subscriptions/life.ts";
import { creditDueAt } from "../../plans/subscriptions/monthly-credit.ts";
import type { Subscription } from "../../plans/subscriptions/subscription.ts";
import { planTerms } from "../../plans/subscriptions/terms.ts";
import type { PlanWorkAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { RuleContext } from "../state/rule.ts";
import type { RenewSubscription } from "./command.ts";
import { issueMonth } from "./credit-subscription.ts";
import { changeSubscription, inTurn, planWorkAnswer } from "./plan-work.ts";

/**
 * Begins the next period of a subscription at the end of the last one. If the credit of its first month is the very next
 * work of the organization, it comes at once; else the credit, like the payment, is due work of its own. An end, a scheduled
 * change and a move to another catalog concern more than the subscription, such as the plan of the organization and its
 * audit log: the answer leaves them to the caller.
 * @returns `done: false` before its time, a second time, or if something else is to be done
 * @source docs/rules.md#renewals; docs/invariants.md#l26
 */
export function renewSubscription(
  draft: Draft,
  { id, subscriptionId }: RenewSubscription,
  { books }: RuleContext,
): PlanWorkAnswer {
  const subscription = inTurn(draft, "renew_subscription", subscriptionId);
  if (subscription === null || subscription.period.endsAt > draft.at) return planWorkAnswer(draft, false);
  const end = atPeriodEnd(subscription);
  if (end.kind === "end" || subscription.scheduled !== null || draft.ledger.plan?.isMoving === true)
    return { ...planWorkAnswer(draft, false), left: "steps" };
  const { catalogVersion } = subscription;
  const terms = planTerms(books(catalogVersion).catalog, end.plan, end.interval);
  if (terms === null) throw new Error(`catalog ${catalogVersion} does not sell ${end.plan}`);
  const renewed = renew(subscription, terms);
  const after = isCreditNext(draft, renewed) ? (issueMonth(draft, id, renewed) ?? renewed) : renewed;
  changeSubscription(draft, subscription, after);
  return planWorkAnswer(draft, true);
}

/** Whether the credit is due, and no other work is due before it. Credit is the last work of its instant. */
function isCreditNext({ ledger, at }: Draft, renewed: Subscription): boolean {
  const dueAt = creditDueAt(renewed);
  const otherDueAt = ledger.plan?.otherDueAt ?? null;
  return dueAt !== null && dueAt <= at && (otherDueAt === null || otherDueAt > dueAt);
}
