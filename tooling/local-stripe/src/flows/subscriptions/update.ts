import { type ItemInput, newSubscriptionItem, periodOf, planOf } from "../../objects/subscription.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { Price, Subscription, SubscriptionItem, TaxRate } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { finalizeAndCollect } from "../invoices/advance.ts";
import { draftForSubscription } from "../invoices/make.ts";
import { planEnd } from "../terms/schedule-end.ts";
import { planRenewal, withPeriodFrom } from "./renew.ts";

export interface ItemChange {
  readonly id?: string | undefined;
  readonly price?: Price | undefined;
  readonly quantity?: number | undefined;
  readonly taxRates?: readonly TaxRate[] | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly deleted?: boolean | undefined;
}

/** Stores a change of a subscription, and follows it: its end, and a new period if the interval or the anchor changed. */
export function changeSubscription(
  world: World,
  before: Subscription,
  change: Partial<Subscription>,
  isAnchorNow: boolean,
): Subscription {
  const after = { ...before, ...change };
  if (!isAnchorNow && intervalOf(before) === intervalOf(after)) {
    const updated = world.update(before, change, "customer.subscription.updated");
    planEnd(world, updated);
    return updated;
  }
  const now = world.nowOf(before.customer);
  const period = periodOf(before);
  const restarted = withPeriodFrom({ ...after, billing_cycle_anchor: now }, now);
  const draft = draftForSubscription(world, restarted, {
    reason: "subscription_update",
    period: { start: period.start, end: now },
  });
  world.create(draft, "invoice.created");
  const updated = world.update(before, { ...restarted, latest_invoice: draft.id }, "customer.subscription.updated");
  planRenewal(world, updated);
  planEnd(world, updated);
  finalizeAndCollect(world, draft);
  return world.get("subscription", before.id);
}

function intervalOf({ items }: Subscription): string {
  const { interval, interval_count } = items.data[0]?.price.recurring ?? {};
  return `${interval_count} ${interval}`;
}

/** The items after a change, which names those that it changes. */
export function changedItems(
  world: World,
  subscription: Subscription,
  changes: readonly ItemChange[],
): Subscription["items"] {
  const created = world.nowOf(subscription.customer);
  const items = new Map(subscription.items.data.map((item) => [item.id, item]));
  for (const change of changes) {
    const before = change.id === undefined ? undefined : items.get(change.id);
    if (change.id !== undefined && before === undefined) {
      throw invalid(`No such subscription item: '${change.id}'`, { code: "resource_missing", param: "items" });
    }
    if (before !== undefined && change.deleted) items.delete(before.id);
    else {
      const item = before === undefined ? newItem(subscription, change, created) : changedItem(before, change);
      items.set(item.id, item);
    }
  }
  const data = [...items.values()];
  if (data.length === 0) throw invalid("A subscription must have at least one item.", { param: "items" });
  return { ...subscription.items, data };
}

function changedItem(before: SubscriptionItem, { price, quantity, taxRates, metadata }: ItemChange): SubscriptionItem {
  return {
    ...before,
    ...(price === undefined ? {} : { price, plan: planOf(price) }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(taxRates === undefined ? {} : { tax_rates: taxRates }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}

function newItem(subscription: Subscription, { price, quantity, taxRates, metadata }: ItemChange, created: number) {
  if (price === undefined) throw invalid("Missing required param: items[0][price].", { code: "parameter_missing" });
  const input: ItemInput = {
    price,
    quantity: quantity ?? 1,
    taxRates: taxRates ?? [],
    ...(metadata === undefined ? {} : { metadata }),
  };
  return newSubscriptionItem(subscription.id, input, created, periodOf(subscription));
}
