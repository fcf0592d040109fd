import { newId } from "../protocol/ids.ts";
import { listIn } from "../protocol/lists.ts";
import type { Price, Subscription, SubscriptionItem, TaxRate } from "../wire/objects.ts";

type Base = Pick<Subscription, "billing_cycle_anchor" | "created" | "currency" | "customer" | "test_clock"> &
  Partial<Subscription>;

export interface ItemInput {
  readonly price: Price;
  readonly quantity: number;
  readonly taxRates: readonly TaxRate[];
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Period {
  readonly start: number;
  readonly end: number;
}

export function newSubscription(base: Base, items: readonly ItemInput[], period: Period): Subscription {
  const id = newId("sub");
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible", updated_at: base.created },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    customer_account: null,
    days_until_due: null,
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: listIn(
      items.map((item) => newSubscriptionItem(id, item, base.created, period)),
      `/v1/subscription_items?subscription=${id}`,
    ) as Subscription["items"],
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: base.created,
    status: "incomplete",
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: "create_invoice" } },
    trial_start: null,
    ...base,
  };
}

export function newSubscriptionItem(
  subscription: string,
  { price, quantity, taxRates, metadata = {} }: ItemInput,
  created: number,
  { start, end }: Period,
): SubscriptionItem {
  return {
    id: newId("si", 14),
    object: "subscription_item",
    billing_thresholds: null,
    created,
    current_period_end: end,
    current_period_start: start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: taxRates,
  };
}

/** The price in its older shape, which an item still shows. */
export function planOf(price: Price): SubscriptionItem["plan"] {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

/** The current period. All items of a subscription here have one interval. */
export function periodOf({ items }: Subscription): Period {
  const [item] = items.data;
  return { start: item?.current_period_start ?? 0, end: item?.current_period_end ?? 0 };
}
