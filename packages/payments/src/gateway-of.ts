import type { Gateway } from "@scrip/domain/billing/gateway";
import { hostOf } from "./connect.ts";
import { openGateway } from "./open-gateway.ts";

/** The variables of the environment that name Stripe. */
export interface GatewayVariables {
  readonly STRIPE_SECRET_KEY?: string | undefined;
  readonly STRIPE_WEBHOOK_SECRET?: readonly string[] | undefined;
  /** The address of a local Stripe. */
  readonly SCRIP_STRIPE_URL?: string | undefined;
}

/** Opens the gateway of a process. @returns `undefined` without a key: the platform takes no payments */
export function gatewayOf(variables: GatewayVariables): Gateway | undefined {
  const {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecrets = [],
    SCRIP_STRIPE_URL: local,
  } = variables;
  if (secretKey === undefined) return undefined;
  return openGateway({ secretKey, webhookSecrets, host: local === undefined ? undefined : hostOf(local) });
}
