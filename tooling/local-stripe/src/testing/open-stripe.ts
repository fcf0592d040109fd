import Stripe from "stripe";
import { type LocalStripe, type LocalStripeOptions, startLocalStripe } from "../index.ts";
import { watchFidelity } from "./watch-fidelity.ts";

process.env.STRIPE_SUPPRESS_NOTICES = "true";

/** A local Stripe with the SDK that talks to it. */
export interface OpenStripe extends AsyncDisposable {
  readonly local: LocalStripe;
  readonly stripe: Stripe;
  /** The types of the events, oldest first, since the last call. */
  newEvents: () => string[];
}

/**
 * Starts a local Stripe in memory. The SDK does not retry, so that a test sees each answer. All that passes through is
 * checked against the SDK's types.
 */
export async function openStripe(options: LocalStripeOptions = {}): Promise<OpenStripe> {
  const fidelity = await watchFidelity();
  const onExchange: LocalStripeOptions["onExchange"] = (exchange) => {
    fidelity.onExchange(exchange);
    options.onExchange?.(exchange);
  };
  const local = await startLocalStripe({ ...options, onExchange });
  fidelity.watch(local.control);
  const { hostname, port } = new URL(local.url);
  const stripe = new Stripe(local.secretKey, {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries: 0,
    telemetry: false,
  });
  let seen = 0;
  return {
    local,
    stripe,
    newEvents: () => {
      const types = local.control.events().map(({ type }) => type);
      const fresh = types.slice(seen);
      seen = types.length;
      return fresh;
    },
    [Symbol.asyncDispose]: () => local.stop(),
  };
}

/** What a promise was rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  return promise.then(
    () => {
      throw new Error("The call was expected to fail");
    },
    (thrown: Stripe.errors.StripeError) => thrown,
  );
}
