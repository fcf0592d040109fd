import Stripe from "stripe";

/** Where Stripe is, and how Scrip signs in. */
export interface GatewaySettings {
  /** `sk_test_...`, `sk_live_...`, or a restricted key `rk_...`. */
  readonly secretKey: string;
  /** The signing secrets of the webhook endpoint: two while one replaces the other. */
  readonly webhookSecrets: readonly string[];
  /** Another server than Stripe's own: a local Stripe, in tests and demos. */
  readonly host?: StripeHost | undefined;
}

/** The address of a local Stripe. */
export interface StripeHost {
  readonly host: string;
  readonly port: number;
  readonly protocol: "http" | "https";
}

/** How long a call may take. A charge with a slow bank takes seconds; after that, its outcome is looked up. */
const TIMEOUT_MS = 30_000;

/**
 * Opens the SDK. It repeats no call by itself, except once under the same key if the connection breaks. What else may
 * be repeated, and when, is decided by the rules of attempts.
 */
export function connect({ secretKey, host }: GatewaySettings): Stripe {
  // The SDK would print them on standard error, between the lines of the log.
  process.env.STRIPE_SUPPRESS_NOTICES ??= "true";
  return new Stripe(secretKey, { ...host, maxNetworkRetries: 0, timeout: TIMEOUT_MS, telemetry: false });
}

/** Whether a key moves real money. */
export const isLiveKey = (secretKey: string): boolean => /^[sr]k_live_/.test(secretKey);

/** Reads the address of a local Stripe: `http://127.0.0.1:12111`. */
export function hostOf(address: string): StripeHost {
  const { hostname, port, protocol } = new URL(address);
  const isPlain = protocol === "http:";
  return { host: hostname, port: Number(port) || (isPlain ? 80 : 443), protocol: isPlain ? "http" : "https" };
}
