import type { PlanNotice } from "@scrip/contract/notices/plan-mails";
import { newId, queryOf } from "@scrip/db/connection";
import { setDue } from "@scrip/db/due";
import { insertNotice } from "@scrip/db/plans";
import { formatUsd } from "@scrip/domain/money";
import { type EndReason, type Interval, type PlanNews, planNews, planTerms } from "@scrip/domain/plans/subscriptions";
import { playsThePast } from "../notices/plays-the-past.ts";
import type { PlanTx } from "./plan-tx.ts";

/**
 * Writes the notice of what a unit of work changed, in its transaction: a unit that is repeated or rolled back tells
 * nobody. Nobody is told of what happens in the past of a test clock.
 * @source docs/rules.md#mails-about-plans
 */
export async function noticeChange(plan: PlanTx): Promise<void> {
  const { subscription, contract, organization, orgId } = plan;
  const news = planNews(plan.before, { subscription, contract }, plan.ended);
  const realTime = organization.now.getTime();
  if (news === null || plan.isQuiet || playsThePast(organization)) return;
  const id = newId();
  await insertNotice(plan.tx, { orgId, id, ...(await noticeOf(plan, news)) });
  // In real time, also for an organization on a test clock: an advance does not wait for mails.
  await setDue(plan.tx, { orgId, kind: "send_notice", refId: id, onTestClock: false, dueAt: realTime });
  plan.wakeAt(realTime);
}

/** Writes news in the words of the catalog. */
async function noticeOf({ catalog, deps, subscription, tx }: PlanTx, news: PlanNews): Promise<PlanNotice> {
  const title = (plan: string): string => catalog.plans[plan]?.title ?? plan;
  const plan = title(news.plan);
  const next = title(catalog.defaultPlan);
  const sold = subscription === null ? catalog : await deps.books.catalogOf(subscription.catalogVersion, queryOf(tx));
  const terms = (interval: Interval) => planTerms(sold, news.plan, interval);
  switch (news.kind) {
    case "plan_started":
    case "plan_changed": {
      const { interval, renewsAt } = news;
      const credit = terms(interval)?.credit?.amount ?? null;
      const data = {
        plan,
        interval,
        price: formatUsd(news.price),
        credit: credit === null ? null : formatUsd(credit),
        renewsAt: iso(renewsAt),
      };
      if (news.kind === "plan_started") return { kind: news.kind, data };
      return { kind: news.kind, data: { from: title(news.from), ...data } };
    }
    case "plan_change_scheduled": {
      const { interval, at } = news;
      const price = formatUsd(terms(interval)?.price ?? 0n);
      return { kind: news.kind, data: { from: title(news.from), plan, interval, price, at: iso(at) } };
    }
    case "plan_cancelled":
      return { kind: news.kind, data: { plan, next, endsAt: iso(news.endsAt) } };
    case "plan_kept":
      return { kind: news.kind, data: { plan, interval: news.interval, renewsAt: iso(news.renewsAt) } };
    case "plan_past_due": {
      const nextTry = news.nextTry === null ? null : iso(news.nextTry);
      return { kind: news.kind, data: { plan, next, price: formatUsd(news.price), nextTry } };
    }
    case "plan_paid":
      return { kind: news.kind, data: { plan, price: formatUsd(news.price), renewsAt: iso(news.renewsAt) } };
    case "plan_ended":
      return { kind: news.kind, data: { plan, next, why: whyOf(news.reason) } };
    case "contract_started":
      return { kind: news.kind, data: { plan, endsAt: news.endsAt === null ? null : iso(news.endsAt) } };
    case "contract_ended":
      return { kind: news.kind, data: { plan, next } };
  }
}

/** Another plan or a contract is news of its own, so a plan that only ends was not replaced. */
function whyOf(reason: EndReason): "cancelled" | "unpaid" | "set" | "closed" {
  return reason === "replaced" || reason === "contract" ? "set" : reason;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
