import { type Seen, whyDeclined } from "@scrip/domain/billing/attempts";
import type { GatewayOutcome } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { fromCents } from "./cents.ts";
import { fromSeconds } from "./instants.ts";
import { readMethod } from "./read-method.ts";
import { attemptOf, idOf } from "./tags.ts";

/** What is read together with a payment, so that one call tells its outcome. */
export const OF_PAYMENT = ["payment_method", "latest_charge"];

/** An outcome without names: nothing is known, or nothing happened. */
export function bare(seen: Seen): GatewayOutcome {
  return { seen, page: null, payment: null, invoice: null, subscription: null, method: null, paidAt: null };
}

/** The outcome that a payment has. It was read with `OF_PAYMENT`. */
export function outcomeOf(payment: Stripe.PaymentIntent): GatewayOutcome {
  const { id, last_payment_error: error } = payment;
  const method = payment.payment_method ?? error?.payment_method ?? null;
  const charge = chargeOf(payment);
  return {
    ...bare(seenOf(payment)),
    payment: id,
    method: method === null || typeof method === "string" ? null : readMethod(method),
    paidAt: payment.status === "succeeded" && charge !== null ? fromSeconds(charge.created) : null,
  };
}

/** What a payment says of the attempt that it was made for. */
function seenOf(payment: Stripe.PaymentIntent): Seen {
  switch (payment.status) {
    case "succeeded":
      return { kind: "paid", payment: paidOf(payment) };
    case "requires_action":
      return { kind: "failed", why: "needs_authentication" };
    case "canceled":
      return { kind: "failed", why: "abandoned" };
    case "requires_confirmation":
    case "requires_payment_method":
      return { kind: "failed", why: declineOf(payment) };
    case "processing":
    case "requires_capture":
      return { kind: "processing" };
    // Of a state that Stripe adds nobody knows more: it is looked up again.
    default:
      return { kind: "processing" };
  }
}

function paidOf({ id, amount_received, currency, customer, livemode }: Stripe.PaymentIntent) {
  return { id, gross: fromCents(amount_received), currency, customer: idOf(customer), livemode };
}

/** Why the bank declined a payment. A payment that was never tried was abandoned. */
function declineOf({ last_payment_error: error }: Stripe.PaymentIntent) {
  if (error === null) return "abandoned" as const;
  return whyDeclined({ code: error.code ?? null, declineCode: error.decline_code ?? null });
}

/**
 * Whether the last try of a payment was made for an attempt. A payment of an invoice is tried again and again, and
 * each charge keeps the marks that its payment had at that time.
 */
export function isLastTryOf(payment: Stripe.PaymentIntent, attemptId: string): boolean {
  const charge = chargeOf(payment);
  return charge === null || attemptOf(charge.metadata)?.attemptId === attemptId;
}

function chargeOf({ latest_charge: charge }: Stripe.PaymentIntent): Stripe.Charge | null {
  return typeof charge === "string" ? null : charge;
}
