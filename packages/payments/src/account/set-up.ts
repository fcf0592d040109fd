import type Stripe from "stripe";
import { connect, type GatewaySettings } from "../connect.ts";
import { ask } from "../errors.ts";
import { ensurePrice, lookupKey } from "../prices.ts";
import { setUpPortal } from "./portal.ts";
import type { WantedAccount } from "./wanted.ts";
import { WEBHOOK_EVENTS } from "./webhook-events.ts";

/** One thing of the account, made or found. */
export interface SetUpStep {
  readonly what: "price" | "portal" | "webhook";
  /** The name at Stripe. */
  readonly id: string;
  /** What it is, for people: `scrip:pro:month:2900`, or an address. */
  readonly name: string;
  readonly isNew: boolean;
  /** The signing secret of a webhook endpoint that was made: Stripe shows it this once. */
  readonly secret?: string | undefined;
}

/**
 * Makes at Stripe what Scrip needs: products and prices, the configuration of the Billing Portal, and the webhook
 * endpoint. What is there already is brought up to date. Safe to repeat.
 * @throws GatewayError
 */
export async function* setUpAccount(settings: GatewaySettings, wanted: WantedAccount): AsyncGenerator<SetUpStep> {
  const stripe = connect(settings);
  for (const price of wanted.prices) {
    const name = lookupKey(price);
    yield { what: "price", name, ...(await ensurePrice(stripe, price)) };
  }
  yield { what: "portal", name: "Billing Portal", ...(await setUpPortal(stripe)) };
  yield await setUpWebhook(stripe, wanted.webhookUrl);
}

async function setUpWebhook(stripe: Stripe, url: string): Promise<SetUpStep> {
  const there = await findWebhook(stripe, url);
  const enabled_events = [...WEBHOOK_EVENTS];
  if (there !== undefined) {
    await ask(stripe.webhookEndpoints.update(there.id, { enabled_events, disabled: false }));
    return { what: "webhook", id: there.id, name: url, isNew: false };
  }
  const params = { url, enabled_events, description: "Scrip", api_version: apiVersionOf(stripe) };
  const { id, secret } = await ask(stripe.webhookEndpoints.create(params));
  return { what: "webhook", id, name: url, isNew: true, secret };
}

/** The version in which the SDK reads events. */
export function apiVersionOf(stripe: Stripe): Stripe.WebhookEndpointCreateParams.ApiVersion {
  return stripe.getApiField("version") as Stripe.WebhookEndpointCreateParams.ApiVersion;
}

/** Finds the endpoint of an address. */
export async function findWebhook(stripe: Stripe, url: string): Promise<Stripe.WebhookEndpoint | undefined> {
  const { data } = await ask(stripe.webhookEndpoints.list({ limit: 100 }));
  return data.find((endpoint) => endpoint.url === url);
}
