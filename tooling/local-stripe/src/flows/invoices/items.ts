import { newInvoiceLine, withLines } from "../../objects/invoice.ts";
import { taxesOf } from "../../objects/tax.ts";
import { newId } from "../../protocol/ids.ts";
import { invalid } from "../../protocol/stripe-error.ts";
import type { Customer, Invoice, InvoiceItem, InvoiceLine, Price, TaxRate } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";
import { exempted } from "./make.ts";

export interface InvoiceItemFacts {
  readonly amount?: number;
  readonly currency?: string;
  readonly description?: string;
  readonly period?: InvoiceItem["period"];
  readonly quantity?: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly price: Price | undefined;
  readonly taxRates: readonly TaxRate[];
}

/** Something that a customer is to pay with an invoice to come. */
export function itemOf(world: World, customer: Customer, facts: InvoiceItemFacts): InvoiceItem {
  const { description, metadata, price, quantity = 1, taxRates } = facts;
  const unit = price?.unit_amount ?? facts.amount;
  if (unit === undefined || unit === null) {
    throw invalid("One of the following params should be provided: amount or pricing.", { param: "amount" });
  }
  const date = world.nowOf(customer.id);
  const amount = price === undefined ? unit : unit * quantity;
  return {
    id: newId("ii"),
    object: "invoiceitem",
    amount,
    currency: price?.currency ?? facts.currency?.toLowerCase() ?? customer.currency ?? "usd",
    customer: customer.id,
    customer_account: null,
    date,
    description: description ?? null,
    discountable: true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata,
    net_amount: amount,
    parent: null,
    period: facts.period ?? { end: date, start: date },
    pricing:
      price === undefined
        ? { type: "price_details", unit_amount_decimal: String(unit) }
        : {
            price_details: { price: price.id, product: price.product },
            type: "price_details",
            unit_amount_decimal: price.unit_amount_decimal,
          },
    proration: false,
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: taxRates,
    test_clock: customer.test_clock ?? null,
  };
}

/** Puts an item on a draft. */
export function addItem(world: World, invoice: Invoice, item: InvoiceItem): InvoiceItem {
  const taken = world.amend(item, { invoice: invoice.id });
  const lines = [...invoice.lines.data, lineOf(world, invoice, taken)];
  world.update(invoice, withLines(invoice, lines), "invoice.updated");
  return taken;
}

/** The draft with all of the customer's items that wait for an invoice. */
export function takePending(world: World, draft: Invoice): Invoice {
  const pending = world
    .all("invoiceitem")
    .filter((item) => item.customer === draft.customer && item.invoice === null && item.currency === draft.currency);
  const lines = pending.map((item) => lineOf(world, draft, world.amend(item, { invoice: draft.id })));
  return withLines(draft, lines);
}

function lineOf(world: World, invoice: Invoice, item: InvoiceItem): InvoiceLine {
  const rates = item.tax_rates?.length ? item.tax_rates : invoice.default_tax_rates;
  return newInvoiceLine({
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    metadata: item.metadata ?? {},
    parent: {
      invoice_item_details: {
        invoice_item: item.id,
        proration: false,
        proration_details: { credited_items: null },
        subscription: null,
      },
      subscription_item_details: null,
      type: "invoice_item_details",
    },
    period: item.period,
    pricing: item.pricing,
    quantity: item.quantity,
    taxes: taxesOf(item.amount, exempted(world, item.customer, rates)),
  });
}
