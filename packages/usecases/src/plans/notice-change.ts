import type { EventContent } from "@scrip/contract/notices/events";
import { queryOf } from "@scrip/db/connection";
import { type EndReason, type Interval, type PlanNews, planNews, planTerms } from "@scrip/domain/plans/subscriptions";
import { writeNotice } from "../notices/write-notice.ts";
import type { PlanTx } from "./plan-tx.ts";

/**
 * Writes the notice of what a unit of work changed, in its transaction: a unit that is repeated or rolled back tells
 * nobody. Nobody is told of what happens in the past of a test clock.
 * @source docs/rules.md#mails-about-plans
 */
export async function noticeChange(plan: PlanTx): Promise<void> {
  const { subscription, contract, organization } = plan;
  const news = planNews(plan.before, { subscription, contract }, plan.ended);
  if (news === null || plan.isQuiet) return;
  const dueAt = await writeNotice(plan.tx, organization, await eventOf(plan, news));
  if (dueAt !== null) plan.wakeAt(dueAt);
}

/** Says news with the titles of the catalog. */
async function eventOf({ catalog, deps, subscription, tx }: PlanTx, news: PlanNews): Promise<EventContent> {
  const named = (id: string) => ({ id, title: catalog.plans[id]?.title ?? id });
  const plan = named(news.plan);
  const next = named(catalog.defaultPlan);
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
        price: String(news.price),
        credit: credit === null ? null : String(credit),
        renewsAt: iso(renewsAt),
      };
      if (news.kind === "plan_started") return { kind: "plan.started", data };
      return { kind: "plan.changed", data: { from: named(news.from), ...data } };
    }
    case "plan_change_scheduled": {
      const { interval, at } = news;
      const price = String(terms(interval)?.price ?? 0n);
      return { kind: "plan.change_scheduled", data: { from: named(news.from), plan, interval, price, at: iso(at) } };
    }
    case "plan_cancelled":
      return { kind: "plan.cancelled", data: { plan, next, endsAt: iso(news.endsAt) } };
    case "plan_kept":
      return { kind: "plan.kept", data: { plan, interval: news.interval, renewsAt: iso(news.renewsAt) } };
    case "plan_past_due": {
      const nextTry = news.nextTry === null ? null : iso(news.nextTry);
      return { kind: "plan.past_due", data: { plan, next, price: String(news.price), nextTry } };
    }
    case "plan_paid":
      return { kind: "plan.paid", data: { plan, price: String(news.price), renewsAt: iso(news.renewsAt) } };
    case "plan_ended":
      return { kind: "plan.ended", data: { plan, next, why: whyOf(news.reason) } };
    case "contract_started":
      return { kind: "contract.started", data: { plan, endsAt: news.endsAt === null ? null : iso(news.endsAt) } };
    case "contract_ended":
      return { kind: "contract.ended", data: { plan, next } };
  }
}

/** Another plan or a contract is news of its own, so a plan that only ends was not replaced. */
function whyOf(reason: EndReason): "cancelled" | "unpaid" | "set" | "closed" {
  return reason === "replaced" || reason === "contract" ? "set" : reason;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
