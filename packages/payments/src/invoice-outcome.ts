import type { GatewayOutcome } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { ask } from "./errors.ts";
import { bare, isLastTryOf, OF_PAYMENT, outcomeOf } from "./outcome.ts";
import { idOf } from "./tags.ts";

/** What is read together with an invoice. */
export const OF_INVOICE = ["payments"];

/**
 * The outcome of an invoice for an attempt to collect it.
 * @param attemptId `null` if any try counts
 */
export async function invoiceOutcome(
  stripe: Stripe,
  invoice: Stripe.Invoice,
  attemptId: string | null,
): Promise<GatewayOutcome> {
  const names = { invoice: invoice.id, subscription: subscriptionOf(invoice) };
  const id = paymentOf(invoice);
  if (id === null || invoice.status === "draft") return { ...bare({ kind: "not_found" }), ...names };
  const payment = await ask(stripe.paymentIntents.retrieve(id, { expand: OF_PAYMENT }));
  if (payment.status === "succeeded" || payment.status === "processing") return { ...outcomeOf(payment), ...names };
  const isTried = attemptId === null || (payment.last_payment_error !== null && isLastTryOf(payment, attemptId));
  if (invoice.status === "open" && !isTried) return { ...bare({ kind: "not_found" }), ...names, payment: id };
  return { ...outcomeOf(payment), ...names };
}

/** The payment of an invoice: the one that paid it, else the newest. */
export function paymentOf({ payments }: Stripe.Invoice): string | null {
  const all = payments?.data ?? [];
  const payment =
    all.find(({ status }) => status === "paid") ?? all.findLast(({ status }) => status === "open") ?? all.at(-1);
  return idOf(payment?.payment.payment_intent);
}

/** The subscription of an invoice. */
export const subscriptionOf = ({ parent }: Stripe.Invoice): string | null =>
  idOf(parent?.subscription_details?.subscription);
