import { atPeriodEnd, renew } from "../../plans/subscriptions/life.ts";
import { planTerms } from "../../plans/subscriptions/terms.ts";
import type { PlanWorkAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { RuleContext } from "../state/rule.ts";
import type { RenewSubscription } from "./command.ts";
import { changeSubscription, inTurn, planWorkAnswer } from "./plan-work.ts";

/**
 * Begins the next period of a subscription at the end of the last one. It moves no credit: that of the month, and the
 * payment, are due work of their own. An end and a scheduled change concern more than the subscription, such as the plan of
 * the organization and its audit log: the answer leaves them to the caller.
 * @returns `done: false` before its time, a second time, or if something else is to be done
 * @source docs/rules.md#renewals; docs/invariants.md#l26
 */
export function renewSubscription(
  draft: Draft,
  { subscriptionId }: RenewSubscription,
  { books }: RuleContext,
): PlanWorkAnswer {
  const subscription = inTurn(draft, "renew_subscription", subscriptionId);
  if (subscription === null || subscription.period.endsAt > draft.at) return planWorkAnswer(draft, false);
  const end = atPeriodEnd(subscription);
  if (end.kind === "end" || subscription.scheduled !== null) return { ...planWorkAnswer(draft, false), left: "steps" };
  const { catalogVersion } = subscription;
  const terms = planTerms(books(catalogVersion).catalog, end.plan, end.interval);
  if (terms === null) throw new Error(`catalog ${catalogVersion} does not sell ${end.plan}`);
  changeSubscription(draft, subscription, renew(subscription, terms));
  return planWorkAnswer(draft, true);
}
