import type { GatewaySubscription, GatewaySubscriptions } from "@scrip/domain/billing/gateway";
import type Stripe from "stripe";
import { endSubscription } from "./end-subscription.ts";
import { ask } from "./errors.ts";
import { fromSeconds } from "./instants.ts";
import { payPeriod } from "./pay-period.ts";
import type { Prices } from "./prices.ts";
import { isEndingOf } from "./subscription-state.ts";
import { idOf } from "./tags.ts";
import type { TaxRates } from "./tax-rates.ts";

/** Subscriptions at Stripe. Scrip's calendar decides when a period begins; Stripe's only takes its payment. */
export function subscriptions(stripe: Stripe, rates: TaxRates, prices: Prices): GatewaySubscriptions {
  return {
    pay: (charge, subscription) => payPeriod({ stripe, rates, prices }, charge, subscription),
    read: async (subscription) => readSubscription(await ask(stripe.subscriptions.retrieve(subscription))),
    async setEnding(subscription, isEnding) {
      const there = await ask(stripe.subscriptions.retrieve(subscription));
      if (there.ended_at !== null || isEndingOf(there) === isEnding) return;
      await ask(stripe.subscriptions.update(subscription, { cancel_at_period_end: isEnding }));
    },
    end: (subscription) => endSubscription(stripe, subscription),
  };
}

function readSubscription(subscription: Stripe.Subscription): GatewaySubscription {
  const { id, customer, metadata, start_date, ended_at } = subscription;
  return {
    id,
    customer: idOf(customer) ?? "",
    subscriptionId: metadata.scrip_subscription ?? null,
    startedAt: fromSeconds(start_date),
    isEnding: isEndingOf(subscription),
    endedAt: ended_at === null ? null : fromSeconds(ended_at),
  };
}
