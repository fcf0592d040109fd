import type { GatewayDispute, GatewayPayment, GatewayRefund } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { fromCents } from "./cents.ts";
import { ask } from "./errors.ts";
import { fromSeconds } from "./instants.ts";
import { OF_PAYMENT, outcomeOf } from "./outcome.ts";
import { attemptOf, idOf, memoOf, type Tags } from "./tags.ts";

/** Reads a payment with its refunds and disputes. */
export async function readPayment(stripe: Stripe, id: string): Promise<GatewayPayment> {
  return ask(withMore(stripe, await ask(stripe.paymentIntents.retrieve(id, { expand: OF_PAYMENT }))));
}

async function withMore(stripe: Stripe, payment: Stripe.PaymentIntent): Promise<GatewayPayment> {
  const { id, amount_received, currency, livemode } = payment;
  const charge = typeof payment.latest_charge === "string" ? null : payment.latest_charge;
  const isPaidBack = (charge?.amount_refunded ?? 0) > 0 || charge?.disputed === true;
  // Refunds that are pending or have failed do not count in the charge's sum, so they are always read.
  const refunds = await stripe.refunds.list({ payment_intent: id, limit: 100 });
  const disputes = isPaidBack ? await stripe.disputes.list({ payment_intent: id, limit: 100 }) : { data: [] };
  const invoice = await invoiceOf(stripe, id);
  const tags = attemptOf(payment.metadata) === null ? tagsOfInvoice(invoice) : payment.metadata;
  const { method, paidAt } = outcomeOf(payment);
  return {
    id,
    customer: idOf(payment.customer),
    attempt: attemptOf(tags),
    memo: memoOf(tags),
    invoice: invoice?.id ?? null,
    gross: fromCents(amount_received),
    currency,
    livemode,
    paidAt: paidAt ?? fromSeconds(payment.created),
    method,
    refunds: refunds.data.map(readRefund),
    disputes: disputes.data.map(readDispute),
  };
}

/** The invoice that a payment pays. */
export async function invoiceOf(stripe: Stripe, payment: string): Promise<Stripe.Invoice | null> {
  const by = { type: "payment_intent", payment_intent: payment } as const;
  const { data } = await stripe.invoicePayments.list({ payment: by, limit: 1, expand: ["data.invoice"] });
  const invoice = data[0]?.invoice;
  return typeof invoice === "object" && !invoice.deleted ? invoice : null;
}

/** Checkout marks the subscription and not the payment; its first invoice keeps the marks of that time. */
export function tagsOfInvoice(invoice: Stripe.Invoice | null): Tags | null {
  if (invoice === null) return null;
  if (attemptOf(invoice.metadata) !== null) return invoice.metadata;
  const isFirst = invoice.billing_reason === "subscription_create";
  return isFirst ? (invoice.parent?.subscription_details?.metadata ?? null) : null;
}

/** Reads a refund. One that Stripe canceled, or that the bank could not carry out, has failed. */
export function readRefund({ id, amount, status, created, metadata }: Stripe.Refund): GatewayRefund {
  const state =
    status === "succeeded" ? "succeeded" : status === "failed" || status === "canceled" ? "failed" : "pending";
  return { id, key: metadata?.scrip_refund ?? null, gross: fromCents(amount), state, at: fromSeconds(created) };
}

/** Reads a dispute. A warning that was closed took no money, so it counts as won. */
function readDispute({ id, amount, status, reason, created }: Stripe.Dispute): GatewayDispute {
  const isWon = status === "won" || status === "warning_closed" || status === "prevented";
  const state = isWon ? "won" : status === "lost" ? "lost" : "open";
  return { id, gross: fromCents(amount), state, reason, at: fromSeconds(created) };
}
