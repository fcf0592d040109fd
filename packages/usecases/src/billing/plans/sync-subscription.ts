import type { DueWork } from "@scrip/db/due";
import { lastLink, noteTold } from "@scrip/db/plans";
import type { Told } from "@scrip/domain/billing/subscription-news";
import { inPlan } from "../../plans/in-plan.ts";
import type { PlanTx } from "../../plans/plan-tx.ts";
import { type AttemptDeps, askGateway, requireGateway } from "../attempts/attempt-deps.ts";

/** What the gateway must be told of its subscription. */
interface ToTell {
  readonly id: string;
  readonly told: Told;
}

/**
 * Tells the gateway what Scrip wants of its subscription: that it goes on, ends with its period, or ends. While the work is
 * due the gateway knows less than Scrip, and what it says is no wish of a member. Safe to repeat.
 * @source docs/rules.md#plans-at-the-gateway
 */
export async function syncSubscription(deps: AttemptDeps, work: DueWork): Promise<void> {
  const telling = await inPlan(deps, { orgId: work.orgId, caller: null }, async (plan) => {
    const wanted = await toTell(plan, work);
    if (wanted === null) await plan.setDue(work.kind, work.refId, null);
    return wanted;
  });
  if (telling === null) return;
  await tell(deps, telling);
  await inPlan(deps, { orgId: work.orgId, caller: null }, async (plan) => {
    await noteTold(plan.tx, plan.orgId, telling.id, telling.told);
    // A wish that came meanwhile is told next, by the same work.
    if ((await toTell(plan, work)) === null) await plan.setDue(work.kind, work.refId, null);
  });
}

/** While the gateway does not answer, the work waits, and no try is counted. */
async function tell(deps: AttemptDeps, { id, told }: ToTell): Promise<void> {
  const { subscriptions } = requireGateway(deps);
  await askGateway(told === "ended" ? subscriptions.end(id) : subscriptions.setEnding(id, told === "ending"));
}

/** What is to be told of a subscription. @returns `null` if the gateway knows it, or has no subscription for it */
async function toTell({ tx, orgId, subscription }: PlanTx, { refId }: DueWork): Promise<ToTell | null> {
  const link = await lastLink(tx, orgId, refId);
  if (link === null || link.told === "ended") return null;
  const isOpen = subscription?.id === refId;
  const told: Told = !isOpen ? "ended" : subscription.scheduled === null ? "running" : "ending";
  if (told === link.told) return null;
  return { id: link.id, told };
}
