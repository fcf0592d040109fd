import type { GatewayOutcome, PeriodCharge } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { declinedOr } from "./charge.ts";
import { ask } from "./errors.ts";
import { fromSeconds } from "./instants.ts";
import { invoiceOutcome, OF_INVOICE } from "./invoice-outcome.ts";
import { defaultOf } from "./methods.ts";
import { bare } from "./outcome.ts";
import type { PeriodContext } from "./period-context.ts";
import { priceOf } from "./prices.ts";
import { periodTags } from "./tags.ts";

/**
 * Starts a subscription with its first payment, from the customer's default method, while the member is away. A decline
 * leaves no subscription.
 */
export async function beginSubscription(context: PeriodContext, charge: PeriodCharge): Promise<GatewayOutcome> {
  const { stripe, rates, prices } = context;
  const method = await defaultOf(stripe, charge.customer);
  if (method === null) return bare({ kind: "failed", why: "soft_decline" });
  const params: Stripe.SubscriptionCreateParams = {
    customer: charge.customer,
    items: [{ price: await prices(priceOf(charge)), tax_rates: await rates(charge.tax) }],
    default_payment_method: method,
    off_session: true,
    payment_behavior: "error_if_incomplete",
    metadata: periodTags(charge),
  };
  const call = stripe.subscriptions.create(params, { idempotencyKey: charge.attemptId });
  return declinedOr(call.then((subscription) => firstOutcome(stripe, subscription)));
}

/** The outcome of the first invoice of a subscription. */
export async function firstOutcome(stripe: Stripe, subscription: Stripe.Subscription): Promise<GatewayOutcome> {
  const { data } = await ask(
    stripe.invoices.list({
      subscription: subscription.id,
      limit: 100,
      expand: OF_INVOICE.map((field) => `data.${field}`),
    }),
  );
  const invoice = data.find(({ billing_reason }) => billing_reason === "subscription_create");
  if (invoice === undefined) return { ...bare({ kind: "processing" }), subscription: subscription.id };
  const outcome = await invoiceOutcome(stripe, invoice, null);
  return { ...outcome, paidAt: outcome.paidAt === null ? null : fromSeconds(subscription.start_date) };
}
