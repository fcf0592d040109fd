import type Stripe from "stripe";

/** Whether a subscription ends with its period: the portal sets an instant, and the API a switch. */
export const isEndingOf = ({ cancel_at, cancel_at_period_end }: Stripe.Subscription): boolean =>
  cancel_at !== null || cancel_at_period_end;
