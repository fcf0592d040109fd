import type { Gateway } from "@scrip/domain/billing/gateway";
import { type LocalStripe, type LocalStripeOptions, startLocalStripe } from "@scrip/local-stripe";
import { hostOf } from "../connect.ts";
import { openGateway } from "../open-gateway.ts";

/** A gateway on a Stripe of its own. */
export interface OpenGateway extends AsyncDisposable {
  readonly gateway: Gateway;
  /** What a bank, a customer or a bad network does: `local.control`. */
  readonly local: LocalStripe;
}

/**
 * Starts a local Stripe in memory, and opens the gateway on it.
 * @param webhookSecrets as `local.control.useWebhook(url)` gave them
 */
export async function openTestGateway(
  options: LocalStripeOptions = {},
  webhookSecrets: readonly string[] = ["whsec_test"],
): Promise<OpenGateway> {
  const local = await startLocalStripe(options);
  const gateway = openGateway({ secretKey: local.secretKey, webhookSecrets, host: hostOf(local.url) });
  return { gateway, local, [Symbol.asyncDispose]: () => local.stop() };
}
