import { CENT, usd } from "@scrip/domain/money";
import type { GatewaySettings } from "@scrip/payments";
import type { WantedAccount } from "@scrip/payments/account";
import { InvalidArgumentError } from "commander";
import type { Console } from "../console.ts";
import { CouldNotRun } from "../could-not-run.ts";
import { catalogOf } from "./catalog-of.ts";

/** How the program signs in at Stripe. @throws CouldNotRun without a key */
export async function stripeSettings({ env: { stripe } }: Console): Promise<GatewaySettings> {
  const { hostOf } = await import("@scrip/payments");
  if (stripe.secretKey === undefined) throw new CouldNotRun("There is no key of Stripe: set STRIPE_SECRET_KEY.");
  const host = stripe.url === undefined ? undefined : hostOf(stripe.url);
  return { secretKey: stripe.secretKey, webhookSecrets: [], host };
}

/** What the account must have: the prices of the deployment's catalog, and the webhook of the server at an origin. */
export async function wantedAccount(console: Console, origin: string): Promise<WantedAccount> {
  const { plans } = await catalogOf(console);
  const prices = Object.entries(plans).flatMap(([plan, { title, price }]) => {
    if (price.kind !== "subscription") return [];
    const monthly = { plan, interval: "month", cents: centsOf(price.monthly), title: `${title}, monthly` } as const;
    if (price.yearly === undefined) return [monthly];
    return [monthly, { plan, interval: "year", cents: centsOf(price.yearly), title: `${title}, yearly` } as const];
  });
  return { prices, webhookUrl: `${origin}/webhooks/stripe` };
}

/** Prices of plans are whole cents. */
const centsOf = (price: string): number => Number(usd(price) / CENT);

/** Parses the origin of a server: `https://credit.example.com`. */
export function origin(text: string): string {
  if (URL.canParse(text) && new URL(text).origin === text) return text;
  throw new InvalidArgumentError("It must be a scheme and a host alone, such as https://credit.example.com.");
}
