import { GatewayError } from "@scrip/domain/billing/gateway";
import Stripe from "stripe";
import { connect, type GatewaySettings, isLiveKey } from "../connect.ts";
import { ask } from "../errors.ts";
import { findPrice, lookupKey } from "../prices.ts";
import { findPortal, isPortalRight } from "./portal.ts";
import { missingRights } from "./rights.ts";
import { apiVersionOf, findWebhook } from "./set-up.ts";
import type { WantedAccount } from "./wanted.ts";
import { WEBHOOK_EVENTS } from "./webhook-events.ts";

/** What a check of the account found. */
export interface Finding {
  readonly check: "key" | "mode" | "rights" | "account" | "clock" | "prices" | "portal" | "webhook" | "retries";
  readonly isRight: boolean;
  /** A sentence. */
  readonly says: string;
  /** What to do about it; `null` if nothing. */
  readonly advice: string | null;
}

const RUN_SETUP = "Run `scrip stripe setup`.";

/** How far the clock of this machine may be from Stripe's: signatures of events are valid for 300 seconds. */
const SKEW_SECONDS = 30;

/**
 * Looks whether the account of Stripe is as Scrip needs it. It changes nothing.
 * @param now of this machine, in milliseconds
 * @throws GatewayError `unavailable` if Stripe does not answer
 */
export async function* checkAccount(
  settings: GatewaySettings,
  wanted: WantedAccount,
  now: () => number,
): AsyncGenerator<Finding> {
  const stripe = connect(settings);
  const account = await accountOf(stripe);
  if (account === null) {
    yield wrong("key", "Stripe does not accept the key.", "Make a new key, and set STRIPE_SECRET_KEY.");
    return;
  }
  yield right("key", "Stripe accepts the key.");
  const isLive = isLiveKey(settings.secretKey);
  yield right("mode", isLive ? "The key is live: real money moves." : "The key is a test key: no money moves.");
  const missing = await missingRights(stripe);
  yield missing.length === 0
    ? right("rights", "The key has all the rights that Scrip uses.")
    : wrong("rights", `The key lacks rights: ${missing.join("; ")}.`, "Give them to the key in Stripe's dashboard.");
  yield chargesOf(account);
  yield clockOf(account, now());
  yield await pricesOf(stripe, wanted);
  yield await portalOf(stripe);
  yield await webhookOf(stripe, wanted.webhookUrl);
  yield await retriesOf(stripe);
}

const right = (check: Finding["check"], says: string): Finding => ({ check, isRight: true, says, advice: null });

const wrong = (check: Finding["check"], says: string, advice: string): Finding => ({
  check,
  isRight: false,
  says,
  advice,
});

/** @returns `null` if Stripe does not know the key */
async function accountOf(stripe: Stripe): Promise<Stripe.Response<Stripe.Account> | null> {
  try {
    return await ask(stripe.accounts.retrieveCurrent());
  } catch (error) {
    const cause = error instanceof GatewayError ? error.cause : error;
    if (cause instanceof Stripe.errors.StripeAuthenticationError) return null;
    throw error;
  }
}

function chargesOf({ charges_enabled }: Stripe.Account): Finding {
  if (charges_enabled) return right("account", "The account takes payments.");
  return wrong("account", "The account takes no payments yet.", "Finish the account's details in Stripe's dashboard.");
}

function clockOf({ lastResponse }: Stripe.Response<Stripe.Account>, now: number): Finding {
  const theirs = Date.parse(lastResponse.headers.date ?? "");
  const seconds = Math.round(Math.abs(now - theirs) / 1000);
  if (Number.isNaN(seconds)) return right("clock", "Stripe did not say what time it is.");
  if (seconds <= SKEW_SECONDS) return right("clock", "The clock of this machine is right.");
  const says = `The clock of this machine and Stripe's are ${seconds} seconds apart.`;
  return wrong("clock", says, "Synchronise the clock (NTP): events that seem older than 5 minutes are refused.");
}

async function pricesOf(stripe: Stripe, { prices }: WantedAccount): Promise<Finding> {
  const problems: string[] = [];
  for (const wanted of prices) {
    const key = lookupKey(wanted);
    const price = await findPrice(stripe, key);
    const isSame = price?.unit_amount === wanted.cents && price.recurring?.interval === wanted.interval;
    if (price?.active !== true) problems.push(`${key} is missing`);
    else if (!isSame || price.currency !== "usd") problems.push(`${key} (${price.id}) is not the catalog's price`);
  }
  if (problems.length === 0) return right("prices", `Stripe has the ${prices.length} prices of the catalog's plans.`);
  return wrong("prices", `Prices of plans: ${problems.join("; ")}.`, RUN_SETUP);
}

async function portalOf(stripe: Stripe): Promise<Finding> {
  const portal = await findPortal(stripe);
  if (portal === undefined) return wrong("portal", "The Billing Portal has no configuration of Scrip.", RUN_SETUP);
  if (isPortalRight(portal)) return right("portal", "The Billing Portal offers cards, invoices and cancellation.");
  return wrong("portal", "The Billing Portal's configuration was changed.", RUN_SETUP);
}

async function webhookOf(stripe: Stripe, url: string): Promise<Finding> {
  const endpoint = await findWebhook(stripe, url);
  if (endpoint === undefined) return wrong("webhook", `Stripe sends no events to ${url}.`, RUN_SETUP);
  if (endpoint.status !== "enabled") return wrong("webhook", `The webhook endpoint ${endpoint.id} is off.`, RUN_SETUP);
  const events = new Set<string>(endpoint.enabled_events);
  const missing = events.has("*") ? [] : WEBHOOK_EVENTS.filter((type) => !events.has(type));
  if (missing.length > 0) return wrong("webhook", `The endpoint does not get: ${missing.join(", ")}.`, RUN_SETUP);
  const version = apiVersionOf(stripe);
  if (endpoint.api_version !== null && endpoint.api_version !== version) {
    const says = `The endpoint gets events of the API version ${endpoint.api_version}; Scrip reads ${version}.`;
    return wrong("webhook", says, "Delete the endpoint in the dashboard, and run `scrip stripe setup`.");
  }
  return right("webhook", `Stripe sends its events to ${url}.`);
}

/** The API does not show the setting. An open invoice of a subscription shows whether Stripe plans to try it again. */
async function retriesOf(stripe: Stripe): Promise<Finding> {
  const { data } = await ask(
    stripe.invoices.list({ status: "open", collection_method: "charge_automatically", limit: 100 }),
  );
  const retried = data.find(({ attempted, next_payment_attempt }) => attempted && next_payment_attempt !== null);
  if (retried !== undefined) {
    const says = `Stripe plans to charge ${retried.id} again by itself: its own retries are on.`;
    return wrong(
      "retries",
      says,
      "Turn them off in the dashboard: Billing, Revenue recovery, Retries. Scrip retries itself.",
    );
  }
  return right("retries", "No open invoice shows retries of Stripe's own. The API does not show the setting itself.");
}
