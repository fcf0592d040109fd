import { whyDeclined } from "@scrip/domain/billing/attempts";
import type { GatewayCharge, GatewayOutcome } from "@scrip/domain/billing/gateway";
import Stripe from "stripe";
import { toCents } from "./cents.ts";
import { asGatewayError } from "./errors.ts";
import { bare, OF_PAYMENT, outcomeOf } from "./outcome.ts";
import { tagsOf } from "./tags.ts";

/**
 * Charges a saved method while the member is away. The attempt's id is the key, so the same call again tells the
 * outcome of the first one.
 * @throws GatewayError `unavailable`: the outcome is not known
 */
export async function charge(stripe: Stripe, asked: GatewayCharge, method: string): Promise<GatewayOutcome> {
  const params: Stripe.PaymentIntentCreateParams = {
    amount: toCents(asked.gross),
    currency: "usd",
    customer: asked.customer,
    payment_method: method,
    off_session: true,
    // Nobody is there to be sent to a page of the bank.
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    confirm: true,
    description: asked.lines.map(({ title }) => title).join(", "),
    metadata: tagsOf(asked),
    expand: OF_PAYMENT,
  };
  const call = stripe.paymentIntents.create(params, { idempotencyKey: asked.attemptId });
  return declinedOr(call.then(outcomeOf));
}

/** Waits for a charge. A decline is an outcome, and so is a method that Stripe cannot charge any more. */
export async function declinedOr(call: Promise<GatewayOutcome>): Promise<GatewayOutcome> {
  try {
    return await call;
  } catch (error) {
    return declineIn(error);
  }
}

/**
 * Reads the decline in an error.
 * @throws GatewayError for every other error
 */
export function declineIn(error: unknown): GatewayOutcome {
  if (error instanceof Stripe.errors.StripeCardError) return declined(error);
  if (isOfMethod(error)) return bare({ kind: "failed", why: "hard_decline" });
  throw asGatewayError(error);
}

/** The bank declined, or wants to see the owner of the card. */
function declined(error: Stripe.errors.StripeCardError): GatewayOutcome {
  const { code, decline_code: declineCode, payment_intent: payment } = error;
  const isAsked = code?.endsWith("requires_action") === true;
  const why = isAsked ? "needs_authentication" : whyDeclined({ code: code ?? null, declineCode: declineCode ?? null });
  return { ...bare({ kind: "failed", why }), payment: payment?.id ?? null };
}

/** Stripe cannot charge the method any more: it was removed, or belongs to another customer. Nothing was charged. */
function isOfMethod(error: unknown): boolean {
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return false;
  const { code, param, message } = error;
  // Of a method that was removed Stripe says it in words alone.
  return param === "payment_method" || code === "payment_method_unexpected_state" || message.includes("PaymentMethod");
}
