import { periodOf } from "../../objects/subscription.ts";
import type { Invoice, Subscription } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { markUncollectible, voidInvoice } from "../invoices/close.ts";
import { finalize } from "../invoices/finalize.ts";
import { draftForSubscription, planFinalization } from "../invoices/make.ts";
import { cancelNow } from "../terms/cancel.ts";
import { periodEnd } from "../terms/periods.ts";

/** The current period ended: the next one begins with a draft invoice, unless the subscription ends here. */
export function renew(world: World, id: string): void {
  const subscription = world.find("subscription", id);
  if (subscription === undefined || subscription.ended_at !== null) return;
  const ended = periodOf(subscription);
  if (subscription.cancel_at !== null && subscription.cancel_at <= ended.end) {
    cancelNow(world, subscription);
    return;
  }
  const renewed = withPeriodFrom(subscription, ended.end);
  const draft = draftForSubscription(world, renewed, { reason: "subscription_cycle", period: ended });
  world.create(draft, "invoice.created");
  const change = { items: renewed.items, latest_invoice: draft.id };
  const updated = world.update(subscription, change, "customer.subscription.updated");
  planRenewal(world, updated);
  collectLater(world, updated, draft);
}

/** The subscription with the period that starts at an instant. */
export function withPeriodFrom(subscription: Subscription, start: number): Subscription {
  const day = subscription.billing_cycle_anchor_config?.day_of_month;
  const data = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: start,
    current_period_end: item.price.recurring
      ? periodEnd(subscription.billing_cycle_anchor, start, item.price.recurring, day)
      : item.current_period_end,
  }));
  return { ...subscription, items: { ...subscription.items, data } };
}

export function planRenewal(world: World, subscription: Subscription): void {
  world.schedule("renew_subscription", subscription.id, periodOf(subscription).end, subscription.test_clock);
}

/** While collection is paused, the invoice stays a draft, or is closed at once. */
function collectLater(world: World, { pause_collection }: Subscription, draft: Invoice): void {
  if (pause_collection === null) {
    planFinalization(world, draft);
    return;
  }
  const { behavior } = pause_collection;
  const still = world.amend(draft, { auto_advance: false });
  if (behavior === "void") voidInvoice(world, finalize(world, still));
  if (behavior === "mark_uncollectible") markUncollectible(world, finalize(world, still));
}
