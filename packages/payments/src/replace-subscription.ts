import type { GatewayOutcome, PeriodCharge } from "@scrip/domain/billing/gateway";
import { GatewayError } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { charge as chargeMethod } from "./charge.ts";
import { endSubscription } from "./end-subscription.ts";
import { ask } from "./errors.ts";
import { defaultOf } from "./methods.ts";
import { bare } from "./outcome.ts";
import type { PeriodContext } from "./period-context.ts";
import { priceOf } from "./prices.ts";
import { idOf, periodTags } from "./tags.ts";

/**
 * Ends a subscription that is no longer what is sold, charges the period to the customer's method, and begins a
 * subscription that renews from the end of the period. The old one ends first: nothing may collect its invoice as well.
 */
export async function replaceSubscription(
  context: PeriodContext,
  charge: PeriodCharge,
  old: Stripe.Subscription | null,
): Promise<GatewayOutcome> {
  const { stripe } = context;
  if (old !== null) await endSubscription(stripe, old.id);
  const method = (await defaultOf(stripe, charge.customer)) ?? idOf(old?.default_payment_method);
  if (method === null) return bare({ kind: "failed", why: "soft_decline" });
  const outcome = await chargeMethod(stripe, charge, method);
  if (outcome.seen.kind !== "paid") return outcome;
  return { ...outcome, subscription: await renewingFrom(context, charge, method) };
}

/**
 * Makes the subscription that renews from the end of a paid period.
 * @returns `null` if there is none: the next period is then charged in the same way
 */
async function renewingFrom(
  { stripe, rates, prices }: PeriodContext,
  charge: PeriodCharge,
  method: string,
): Promise<string | null> {
  const params: Stripe.SubscriptionCreateParams = {
    customer: charge.customer,
    items: [{ price: await prices(priceOf(charge)), tax_rates: await rates(charge.tax) }],
    default_payment_method: method,
    billing_cycle_anchor_config: anchorOf(charge),
    proration_behavior: "none",
    off_session: true,
    metadata: periodTags(charge),
  };
  try {
    return (await ask(stripe.subscriptions.create(params, { idempotencyKey: `${charge.attemptId}:renewals` }))).id;
  } catch (error) {
    // The period is paid: an answer that was lost, or a period that is over, must not hide that.
    if (error instanceof GatewayError) return null;
    throw error;
  }
}

/**
 * The day and time at which Scrip's periods start. A period of January that starts on the 31st ends on 28 February, and
 * the next one on 31 March: one of two neighbours has the whole day.
 */
function anchorOf({
  interval,
  startsAt,
  endsAt,
}: PeriodCharge): Stripe.SubscriptionCreateParams.BillingCycleAnchorConfig {
  const start = new Date(startsAt);
  const end = new Date(endsAt);
  return {
    day_of_month: Math.max(start.getUTCDate(), end.getUTCDate()),
    ...(interval === "year" ? { month: end.getUTCMonth() + 1 } : {}),
    hour: end.getUTCHours(),
    minute: end.getUTCMinutes(),
    second: end.getUTCSeconds(),
  };
}
