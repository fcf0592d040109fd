import type { OrganizationsTx } from "@scrip/db/connection";
import { hasDue } from "@scrip/db/due";
import { getLink, noteTold, type SubscriptionLinkRow } from "@scrip/db/plans";
import { afterNews, type SubscriptionFollows, type SubscriptionSeen } from "@scrip/domain/billing/subscription-news";
import { askCancel, askUndo, type Subscription } from "@scrip/domain/plans/subscriptions";
import { inPlan } from "../../plans/in-plan.ts";
import type { PlanTx } from "../../plans/plan-tx.ts";
import { type AttemptDeps, requireGateway } from "../attempts/attempt-deps.ts";

/**
 * Does with a plan what a member, or somebody at the gateway, did with its subscription there: a cancellation in the
 * portal, its undo, an end at once. Decides from what the gateway says now. Safe to repeat, in any order and however late.
 * @param id the gateway's name of the subscription
 * @returns what followed
 * @throws GatewayError
 * @source docs/rules.md#plans-at-the-gateway
 */
export async function followSubscription(deps: AttemptDeps, orgId: string, id: string): Promise<SubscriptionFollows> {
  const { isEnding, endedAt } = await requireGateway(deps).subscriptions.read(id);
  return inPlan(deps, { orgId, caller: null }, async (plan) => {
    const link = await getLink(plan.tx, orgId, id);
    // A subscription without a link has not started; its first payment is booked by its attempt.
    return link === null ? null : follow(plan, link, { isPaid: true, isEnding, endedAt });
  });
}

async function follow(plan: PlanTx, link: SubscriptionLinkRow, seen: SubscriptionSeen): Promise<SubscriptionFollows> {
  const running = plan.subscription?.id === link.subscriptionId ? plan.subscription : null;
  const isTelling = await isToldNow(plan.tx, link);
  const standing = { isStarted: true, told: link.told, isTelling, period: running === null ? null : periodIn(running) };
  const { follows, standing: after } = afterNews(standing, seen);
  if (after.told !== link.told) await noteTold(plan.tx, plan.orgId, link.id, after.told);
  if (running === null || follows === null) return null;
  const target = { type: "subscription", id: running.id };
  if (follows === "end") await plan.end("cancelled");
  else {
    const asked = follows === "cancel" ? askCancel(plan.request()) : askUndo(plan.request());
    if (!asked.ok || asked.value === running) return null;
    await plan.put(asked.value);
    // The gateway knows its own news. Only an end that follows from a cancellation is news to it.
    if (asked.value.endedAt === null) await plan.setDue("sync_subscription", running.id, null);
    await plan.audit(follows === "cancel" ? "plan.cancelled" : "plan.undone", { plan: running.plan }, target);
  }
  return follows;
}

function periodIn({ period: { startsAt, endsAt, paidAt } }: Subscription) {
  return { startsAt, endsAt, isPaid: paidAt !== null };
}

/** Whether Scrip's own wish is on its way to the gateway. */
function isToldNow(tx: OrganizationsTx, { orgId, subscriptionId: refId }: SubscriptionLinkRow): Promise<boolean> {
  return hasDue(tx, { orgId, kind: "sync_subscription", refId });
}
