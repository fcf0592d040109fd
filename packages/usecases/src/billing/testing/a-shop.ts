import { randomUUID } from "node:crypto";
import { PaymentAttemptEntity, type PaymentAttemptRow } from "@scrip/db/billing";
import { inOrganization } from "@scrip/db/connection";
import type { Gateway } from "@scrip/domain/billing/gateway";
import { usd } from "@scrip/domain/money";
import { type OpenGateway, openTestGateway } from "@scrip/payments/testing";
import { afterAll } from "vitest";
import type { Caller, Deps } from "../../deps.ts";
import { bookEvent } from "../events/book-event.ts";
import { storeEvent } from "../events/store-event.ts";
import type { PurchaseView } from "../purchases/purchase-view.ts";
import { startPurchase } from "../purchases/start-purchase.ts";

/** Stripe's test cards. */
export const CARDS = {
  good: "4242424242424242",
  declined: "4000000000000002",
  lost: "4000000000009987",
  authenticated: "4000002760003184",
} as const;

const URLS = { done: "https://scrip.example.com/done", back: "https://scrip.example.com/back" };

/** A payment as the local Stripe has it. */
export interface Charged {
  readonly id: string;
  /** Cents. */
  readonly amount: number;
  readonly status: string;
  /** Seconds, by the customer's clock. */
  readonly created: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/** A platform that takes payments by a local Stripe. */
export interface Shop {
  readonly deps: Deps & { readonly gateway: Gateway };
  readonly stripe: OpenGateway;
  /** Starts a purchase. @param amount in dollars */
  buy(caller: Caller, amount?: string, idempotencyKey?: string): Promise<PurchaseView>;
  /** Fills the page of a purchase, as a person does. */
  pay(purchase: Pick<PurchaseView, "url">, card?: string): Promise<unknown>;
  /** Fills the page with a bank account, whose payment takes days. */
  payByBank(purchase: PurchaseView, account?: string): Promise<unknown>;
  /** The events that Stripe has sent about one organization, as they come into the inbox. */
  eventsOf(orgId: string): Promise<readonly string[]>;
  /** Stores every event about one organization and books them, in this order. */
  deliver(orgId: string, order?: (ids: readonly string[]) => readonly string[]): Promise<void>;
  /** The attempts of an organization, the oldest first. */
  attempts(orgId: string): Promise<readonly PaymentAttemptRow[]>;
  /** What Stripe charged an organization: the oracle of the tests. */
  charged(orgId: string): Promise<readonly Charged[]>;
}

/** Opens a local Stripe for a test file, for the dependencies of its scenario. */
export async function aShop(scenario: Deps): Promise<Shop> {
  const stripe = await openTestGateway();
  afterAll(() => stripe[Symbol.asyncDispose]());
  const { control } = stripe.local;
  const deps = { ...scenario, gateway: stripe.gateway };
  const customerOf = async (orgId: string): Promise<string> => {
    const [row] = await deps.homes.platform.query<{ id: string }[]>(
      "SELECT id FROM gateway_customers WHERE org_id = $1",
      [orgId],
    );
    return row?.id ?? "";
  };
  const eventsOf = async (orgId: string): Promise<readonly string[]> => {
    const customer = await customerOf(orgId);
    const ids: string[] = [];
    for (const event of control.events()) {
      const { type, id, created, data } = event;
      if (!JSON.stringify(data).includes(`"${customer}"`)) continue;
      const objectId = (data.object as { id?: string }).id ?? id;
      const known = { id, type, livemode: false, createdAt: created * 1000, objectId, customer };
      await storeEvent(deps.homes, { ...known, payload: event });
      ids.push(id);
    }
    return ids;
  };
  return {
    deps,
    stripe,
    buy: (caller, amount = "25.00", idempotencyKey = randomUUID()) =>
      startPurchase(deps, caller, { amount: usd(amount), idempotencyKey }, () => URLS),
    pay: (purchase, number = CARDS.good) => {
      const card = { number, exp_month: 12, exp_year: 2040, cvc: "123" };
      return control.submitCheckout(pageOf(purchase), { method: { type: "card", card } });
    },
    payByBank: (purchase, account_number = "000123456789") =>
      control.submitCheckout(pageOf(purchase), { method: { type: "us_bank_account", account_number } }),
    eventsOf,
    deliver: async (orgId, order = (ids) => ids) => {
      for (const id of order(await eventsOf(orgId))) await bookEvent(deps, id);
    },
    attempts: (orgId) =>
      inOrganization(deps.homes.organizations, orgId, (tx) =>
        tx.repository(PaymentAttemptEntity).find({ where: { orgId }, order: { createdAt: "ASC", id: "ASC" } }),
      ),
    charged: async (orgId) => {
      const customer = await customerOf(orgId);
      const { body } = await control.call("GET", "/v1/payment_intents", { customer, limit: 100 });
      return (body as { data: Charged[] }).data.filter(({ status }) => status === "succeeded").reverse();
    },
  };
}

/** The name of a purchase's page at the gateway. */
export function pageOf({ url }: Pick<PurchaseView, "url">): string {
  return url?.split("/").at(-1) ?? "";
}
