import type { GatewayCharge, LookUp } from "@scrip/domain/billing/gateway";
import type { Instant } from "@scrip/domain/ledger";
import { openTestGateway } from "./open-test-gateway.ts";

const BUYER = { name: "Ada's Robots", email: "ada@example.com", address: null };

/** Where pages of tests lead. */
export const URLS = { done: "https://scrip.example/done", back: "https://scrip.example/back" };

/** A card that pays, as a person types it at Checkout. */
export const CARD = {
  type: "card",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" },
} as const;

/** $25.00 with 19 % tax. */
export function aCharge(customer: string, over: Partial<GatewayCharge> = {}): GatewayCharge {
  const tax = { title: "VAT", country: "DE", percent: "19" };
  const lines = [{ title: "Credit", net: 25_000_000n }];
  return { orgId: "org", attemptId: "attempt", customer, lines, tax, gross: 29_750_000n, memo: "memo", ...over };
}

/** What is known of an attempt that has no names yet. */
export function unnamed(customer: string, attemptId = "attempt"): LookUp {
  return { attemptId, customer, page: null, payment: null, invoice: null };
}

/**
 * Starts a local Stripe with a customer who saved a card, the default one.
 * @param token the card: `pm_card_visa`
 * @param clockAt starts a test clock
 */
export async function aCustomer(token = "pm_card_visa", clockAt: Instant | null = null) {
  const opened = await openTestGateway();
  const { gateway, local } = opened;
  const { control } = local;
  const { id: customer, testClock } = await gateway.customers.create("org", BUYER, clockAt);
  const addCard = async (card: string): Promise<string> => {
    const { body } = await control.call("POST", `/v1/payment_methods/${card}/attach`, { customer });
    return (body as { id: string }).id;
  };
  const method = await addCard(token);
  await gateway.methods.setDefault(customer, method);
  /** The payments that succeeded, in cents, the newest first: what the customer was charged. */
  const charged = async (): Promise<number[]> => {
    const { body } = await control.call("GET", "/v1/payment_intents", { customer, limit: 100 });
    const payments = (body as { data: { status: string; amount: number }[] }).data;
    return payments.filter(({ status }) => status === "succeeded").map(({ amount }) => amount);
  };
  const moveClock = (to: Instant) => gateway.customers.moveClock(testClock ?? "", to);
  const dispose = () => opened[Symbol.asyncDispose]();
  return { gateway, local, control, customer, method, addCard, charged, moveClock, [Symbol.asyncDispose]: dispose };
}
