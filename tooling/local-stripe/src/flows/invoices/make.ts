import { newInvoice, newInvoiceLine, withLines } from "../../objects/invoice.ts";
import { taxesOf } from "../../objects/tax.ts";
import type { Invoice, InvoiceLine, Subscription, SubscriptionItem, TaxRate } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

const HOUR = 60 * 60;

export interface SubscriptionInvoice {
  readonly reason: "subscription_create" | "subscription_cycle" | "subscription_update";
  /** The period that has ended; the instant itself for a first invoice. */
  readonly period: { readonly start: number; readonly end: number };
}

/** The draft of a subscription's invoice for the current period of its items. It is not stored yet. */
export function draftForSubscription(
  world: World,
  subscription: Subscription,
  { reason, period }: SubscriptionInvoice,
): Invoice {
  const customer = world.get("customer", subscription.customer);
  const taxIds = world.all("tax_id").filter((taxId) => taxId.customer === customer.id);
  const created = world.nowOf(customer.id);
  const draft = newInvoice(world.account, customer, taxIds, {
    billing_reason: reason,
    collection_method: subscription.collection_method,
    created,
    currency: subscription.currency,
    default_payment_method: null,
    default_tax_rates: subscription.default_tax_rates ?? [],
    description: subscription.description,
    due_date: subscription.days_until_due === null ? null : created + subscription.days_until_due * 24 * HOUR,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: "subscription_details",
    },
    period_end: period.end,
    period_start: period.start,
  });
  const lines = subscription.items.data.map((item) => lineOfItem(world, subscription, item));
  return withLines(draft, lines);
}

function lineOfItem(world: World, subscription: Subscription, item: SubscriptionItem): InvoiceLine {
  const { price, quantity = 1 } = item;
  const amount = (price.unit_amount ?? 0) * quantity;
  const rates = item.tax_rates?.length ? item.tax_rates : (subscription.default_tax_rates ?? []);
  const product = world.find("product", price.product);
  const every = price.recurring?.interval ?? "month";
  return newInvoiceLine({
    amount,
    currency: price.currency,
    description: `${quantity} × ${product?.name ?? price.product} (at $${((price.unit_amount ?? 0) / 100).toFixed(2)} / ${every})`,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    period: { end: item.current_period_end, start: item.current_period_start },
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: "price_details",
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity,
    subscription: subscription.id,
    taxes: taxesOf(amount, exempted(world, subscription.customer, rates)),
  });
}

/** Whom no tax is charged. */
export function exempted(world: World, customer: string, rates: readonly TaxRate[]): readonly TaxRate[] {
  return world.find("customer", customer)?.tax_exempt === "none" ? rates : [];
}

/** A draft is finalized by itself an hour later. */
export function planFinalization(world: World, invoice: Invoice): Invoice {
  const at = invoice.created + HOUR;
  world.schedule("finalize_invoice", invoice.id, at, invoice.test_clock ?? null);
  return world.amend(invoice, { automatically_finalizes_at: at });
}
