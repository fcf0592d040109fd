import { least } from "../../money/index.ts";
import { nextTryOfCredit } from "../../plans/subscriptions/due-work.ts";
import { creditDueAt, credited, type MonthGrant, monthGrant } from "../../plans/subscriptions/monthly-credit.ts";
import type { Subscription } from "../../plans/subscriptions/subscription.ts";
import type { PlanWorkAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import type { Id } from "../state/ids.ts";
import { checkTotal } from "../state/limits.ts";
import type { CreditSubscription } from "./command.ts";
import { book } from "./issue-grant.ts";
import { changeSubscription, inTurn, planWorkAnswer } from "./plan-work.ts";

/**
 * Issues the credit of a subscription's month. Credit that lapsed before a late worker came expires at once. Credit that
 * would take the organization's sums above the limit is held back for a day. A closed organization gets none.
 * @returns `done: false` before its time, a second time, or if the credit is held back
 * @source docs/rules.md#monthly-credit; docs/rules.md#limits; docs/invariants.md#l25
 */
export function creditSubscription(draft: Draft, { id, subscriptionId }: CreditSubscription): PlanWorkAnswer {
  const subscription = inTurn(draft, "credit_subscription", subscriptionId);
  if (subscription === null) return planWorkAnswer(draft, false);
  const dueAt = creditDueAt(subscription);
  if (dueAt === null) draft.due.push({ kind: "credit_subscription", refId: subscriptionId, dueAt: null });
  if (dueAt === null || dueAt > draft.at) return planWorkAnswer(draft, false);
  const after = issueMonth(draft, id, subscription);
  if (after === null) {
    draft.due.push({ kind: "credit_subscription", refId: subscriptionId, dueAt: nextTryOfCredit(dueAt, draft.at) });
    return planWorkAnswer(draft, false);
  }
  changeSubscription(draft, subscription, after);
  return planWorkAnswer(draft, true);
}

/**
 * Issues the credit of the next month, which is due.
 * @param id of the new grant
 * @returns the subscription after it; `null` if there is no room for the credit
 */
export function issueMonth(draft: Draft, id: Id, subscription: Subscription): Subscription | null {
  const grant = monthGrant(subscription);
  if (isMissing(draft, grant)) {
    if (!hasRoom(draft, grant)) return null;
    book(draft, { id, source: "plan", kind: "promotional", ...grant });
  }
  return credited(subscription);
}

/** Whether the grant is to be issued: it was not issued before, and the organization is open. */
function isMissing({ ledger }: Draft, { businessKey, amount }: MonthGrant): boolean {
  const existing = ledger.businessKeys.get(businessKey);
  if (existing !== undefined && existing.amount !== amount)
    throw new Error(`the business key ${businessKey} names a grant of another amount: ${existing.id}`);
  return existing === undefined && !ledger.isClosed;
}

/** Whether the sums stay within the limit. A part that pays debt leaves them at once, and lapsed credit all of it. */
function hasRoom(draft: Draft, { amount, expiresAt }: MonthGrant): boolean {
  if (expiresAt <= draft.at) return true;
  return checkTotal(draft.total + amount - 2n * least(draft.owed, amount)) === null;
}
