import { freePort } from "@scrip/db/testing";
import { type LocalStripe, startLocalStripe } from "@scrip/local-stripe";

// The global setup runs this code outside of any test, so the code must not register hooks.

/** A local Stripe for a server that starts after it. */
export interface StripeForServer {
  readonly local: LocalStripe;
  /** The port on which the server must listen: Stripe sends its events there. */
  readonly port: number;
  /** What the API and the worker need to talk to it. */
  readonly env: NodeJS.ProcessEnv;
}

/** Starts a local Stripe in this process. */
export async function startStripe(): Promise<StripeForServer> {
  const local = await startLocalStripe({ account: { name: "Scrip" } });
  const port = await freePort();
  const secret = await local.control.useWebhook(`http://127.0.0.1:${port}/webhooks/stripe`);
  const env = {
    STRIPE_SECRET_KEY: local.secretKey,
    STRIPE_WEBHOOK_SECRET: secret,
    SCRIP_STRIPE_URL: local.url,
  };
  return { local, port, env };
}
