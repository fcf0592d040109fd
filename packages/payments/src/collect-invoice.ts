import type { GatewayOutcome, PeriodCharge } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { declineIn } from "./charge.ts";
import { ask } from "./errors.ts";
import { invoiceOutcome, OF_INVOICE, paymentOf, subscriptionOf } from "./invoice-outcome.ts";
import { defaultOf } from "./methods.ts";
import { periodTags } from "./tags.ts";

/** Collects an invoice of a subscription under an attempt, unless it is paid already. */
export async function collectInvoice(
  stripe: Stripe,
  invoice: Stripe.Invoice,
  charge: PeriodCharge,
): Promise<GatewayOutcome> {
  const open = invoice.status === "draft" ? await finalized(stripe, invoice) : invoice;
  await mark(stripe, open, charge);
  const paid = open.status === "paid" ? open : await pay(stripe, open, charge);
  if ("seen" in paid) return paid;
  return invoiceOutcome(stripe, paid, charge.attemptId);
}

/** Makes a draft final. Stripe collects nothing by itself then. */
async function finalized(stripe: Stripe, { id }: Stripe.Invoice): Promise<Stripe.Invoice> {
  return ask(stripe.invoices.finalizeInvoice(id, { auto_advance: false, expand: OF_INVOICE }));
}

/**
 * Marks an invoice and its payment with the attempt. The next charge of the payment keeps the marks, which tells later
 * whether this attempt was carried out.
 */
async function mark(stripe: Stripe, invoice: Stripe.Invoice, charge: PeriodCharge): Promise<void> {
  const metadata = periodTags(charge);
  await ask(stripe.invoices.update(invoice.id, { metadata }));
  const payment = paymentOf(invoice);
  if (payment !== null) await ask(stripe.paymentIntents.update(payment, { metadata }));
}

/** @returns the invoice that is paid, or what the bank said if it declined */
async function pay(
  stripe: Stripe,
  invoice: Stripe.Invoice,
  charge: PeriodCharge,
): Promise<Stripe.Invoice | GatewayOutcome> {
  const method = await defaultOf(stripe, charge.customer);
  const paying = { off_session: true, expand: OF_INVOICE };
  const params = { ...paying, ...(method === null ? {} : { payment_method: method }) };
  // The attempt's id alone is the key of a payment of its own, should the subscription be replaced later.
  const call = stripe.invoices.pay(invoice.id, params, { idempotencyKey: `${charge.attemptId}:${invoice.id}` });
  try {
    return await call;
  } catch (error) {
    if (isPaidAlready(error)) return ask(stripe.invoices.retrieve(invoice.id, { expand: OF_INVOICE }));
    const outcome = declineIn(error);
    const names = { invoice: invoice.id, subscription: subscriptionOf(invoice) };
    return { ...outcome, ...names, payment: outcome.payment ?? paymentOf(invoice) };
  }
}

/** Stripe collected it in between, or the member paid it on its page. */
const isPaidAlready = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "invoice_already_paid";
