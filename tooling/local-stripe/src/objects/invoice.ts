import { newId } from "../protocol/ids.ts";
import { listIn } from "../protocol/lists.ts";
import type { Customer, Invoice, InvoiceLine, InvoicePayment, TaxId } from "../wire/objects.ts";
import type { Account } from "../world/account.ts";
import { exclusiveTax, inclusiveTax, totalTaxes } from "./tax.ts";

type Base = Pick<Invoice, "billing_reason" | "created" | "currency"> & Partial<Invoice>;

/** A draft without lines. */
export function newInvoice(account: Account, customer: Customer, taxIds: readonly TaxId[], base: Base): Invoice {
  const id = newId("in");
  return withLines(
    {
      id,
      object: "invoice",
      account_country: account.country,
      account_name: account.name,
      account_tax_ids: null,
      amount_due: 0,
      amount_overpaid: 0,
      amount_paid: 0,
      amount_remaining: 0,
      amount_shipping: 0,
      application: null,
      attempt_count: 0,
      attempted: false,
      auto_advance: true,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
      automatically_finalizes_at: null,
      collection_method: "charge_automatically",
      custom_fields: null,
      customer: customer.id,
      customer_account: null,
      customer_address: customer.address ?? null,
      customer_email: customer.email,
      customer_name: customer.name ?? null,
      customer_phone: customer.phone ?? null,
      customer_shipping: customer.shipping,
      customer_tax_exempt: customer.tax_exempt ?? "none",
      customer_tax_ids: taxIds.map(({ type, value }) => ({ type: type as never, value })),
      default_payment_method: null,
      default_source: null,
      default_tax_rates: [],
      description: null,
      discounts: [],
      due_date: null,
      effective_at: null,
      ending_balance: null,
      footer: customer.invoice_settings.footer,
      from_invoice: null,
      hosted_invoice_url: null,
      invoice_pdf: null,
      issuer: { type: "self" },
      last_finalization_error: null,
      latest_revision: null,
      lines: listIn([], `/v1/invoices/${id}/lines`) as never,
      livemode: false,
      metadata: {},
      next_payment_attempt: null,
      number: null,
      on_behalf_of: null,
      parent: null,
      payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
      period_end: base.created,
      period_start: base.created,
      post_payment_credit_notes_amount: 0,
      pre_payment_credit_notes_amount: 0,
      receipt_number: null,
      rendering: null,
      shipping_cost: null,
      shipping_details: null,
      starting_balance: 0,
      statement_descriptor: null,
      status: "draft",
      status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
      subtotal: 0,
      subtotal_excluding_tax: 0,
      test_clock: customer.test_clock ?? null,
      total: 0,
      total_discount_amounts: [],
      total_excluding_tax: 0,
      total_pretax_credit_amounts: [],
      total_taxes: [],
      webhooks_delivered_at: base.created,
      ...base,
    },
    [],
  );
}

/** The invoice with these lines, and with the sums of them. */
export function withLines(invoice: Invoice, lines: readonly InvoiceLine[]): Invoice {
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const total = subtotal + exclusiveTax(taxes);
  return {
    ...invoice,
    lines: { ...invoice.lines, data: lines.map((line) => ({ ...line, invoice: invoice.id })) },
    subtotal,
    subtotal_excluding_tax: subtotal - inclusiveTax(taxes),
    total,
    total_excluding_tax: subtotal - inclusiveTax(taxes),
    total_taxes: totalTaxes(lines),
    amount_due: Math.max(0, total),
    amount_remaining: Math.max(0, total),
  };
}

type LineBase = Pick<InvoiceLine, "amount" | "currency" | "description" | "parent" | "period" | "pricing" | "taxes"> &
  Partial<InvoiceLine> & { readonly quantity: number };

export function newInvoiceLine(base: LineBase): InvoiceLine {
  return {
    id: newId("il"),
    object: "line_item",
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity_decimal: String(base.quantity),
    subscription: null,
    subtotal: base.amount,
    ...base,
  };
}

export function newInvoicePayment(invoice: Invoice, intent: string, created: number): InvoicePayment {
  return {
    id: newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  };
}
