import type { Gateway } from "@scrip/domain/billing/gateway";
import { charge } from "./charge.ts";
import { connect, type GatewaySettings, isLiveKey } from "./connect.ts";
import { customers } from "./customers.ts";
import { events } from "./events.ts";
import { toSeconds } from "./instants.ts";
import { lookUp } from "./look-up.ts";
import { methods } from "./methods.ts";
import { pages } from "./pages.ts";
import { prices } from "./prices.ts";
import { readPayment } from "./read-payment.ts";
import { refunds } from "./refunds.ts";
import { subscriptions } from "./subscriptions.ts";
import { succeeded } from "./succeeded.ts";
import { taxRates } from "./tax-rates.ts";

/** Opens Stripe as the gateway of payments. It keeps no connection open by itself. */
export function openGateway(settings: GatewaySettings): Gateway {
  const stripe = connect(settings);
  const livemode = isLiveKey(settings.secretKey);
  const rates = taxRates(stripe);
  const plans = prices(stripe);
  return {
    livemode,
    customers: customers(stripe),
    methods: methods(stripe),
    pages: pages(stripe, rates, plans),
    payments: {
      charge: (asked, method) => charge(stripe, asked, method),
      lookUp: (attempt) => lookUp(stripe, attempt),
      read: (payment) => readPayment(stripe, payment),
      succeeded: (since, until) => succeeded(stripe, toSeconds(since), until === null ? null : toSeconds(until)),
    },
    subscriptions: subscriptions(stripe, rates, plans),
    refunds: refunds(stripe),
    events: events(stripe, settings.webhookSecrets, livemode),
  };
}
