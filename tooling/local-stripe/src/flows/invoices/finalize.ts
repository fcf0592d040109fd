import { newInvoicePayment } from "../../objects/invoice.ts";
import { newPaymentIntent } from "../../objects/payment-intent.ts";

import { invalid } from "../../protocol/stripe-error.ts";
import type { Invoice, PaymentIntent } from "../../wire/objects.ts";
import type { World } from "../../world/world.ts";

/** Finalizes a draft: it has a number, and a payment waits for it unless there is nothing to pay. */
export function finalize(world: World, draft: Invoice): Invoice {
  if (draft.status !== "draft") {
    throw invalid("This invoice is already finalized, you can't re-finalize a non-draft invoice.", {
      code: "invoice_not_editable",
    });
  }
  world.unschedule("finalize_invoice", draft.id);
  const now = world.now(draft.test_clock);
  const change: Partial<Invoice> = {
    automatically_finalizes_at: null,
    effective_at: draft.effective_at ?? now,
    hosted_invoice_url: `${world.baseUrl}/invoices/${draft.id}`,
    invoice_pdf: `${world.baseUrl}/invoices/${draft.id}/pdf`,
    number: nextNumber(world, draft.customer),
    status: "open",
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  };
  return world.become(draft, change, "invoice.finalized");
}

/** The payment intent of an invoice; it is made when it is first needed. */
export function paymentOf(world: World, invoice: Invoice): PaymentIntent {
  const payment = world
    .all("invoice_payment")
    .findLast((found) => found.invoice === invoice.id && found.status === "open");
  const there = payment && world.find("payment_intent", payment.payment.payment_intent ?? "");
  if (there !== undefined) return there;
  const created = world.now(invoice.test_clock);
  const intent = newPaymentIntent({
    amount: invoice.amount_remaining,
    created,
    currency: invoice.currency,
    customer: invoice.customer,
    description: invoice.billing_reason === "subscription_create" ? "Subscription creation" : descriptionOf(invoice),
    setup_future_usage: invoice.billing_reason === "subscription_create" ? "off_session" : null,
    payment_method_types: ["card", "us_bank_account", "sepa_debit"],
    automatic_payment_methods: null,
  });
  world.create(intent, "payment_intent.created");
  world.put({ object: "local.link", id: intent.id, invoice: invoice.id, session: null });
  world.put(newInvoicePayment(invoice, intent.id, created));
  return intent;
}

function descriptionOf({ billing_reason, number }: Invoice): string {
  return billing_reason === "manual" ? `Payment for Invoice ${number ?? ""}`.trim() : "Subscription update";
}

/** The numbers of a customer's invoices count up: `ABCDEFGH-0001`. */
function nextNumber(world: World, id: string | null): string {
  const customer = world.get("customer", id ?? "");
  const sequence = customer.next_invoice_sequence ?? 1;
  world.amend(customer, { next_invoice_sequence: sequence + 1 });
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, "0")}`;
}
