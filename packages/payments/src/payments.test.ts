import type { GatewayCharge } from "@scrip/domain/billing/gateway";
import { describe, expect, it } from "vitest";
import { openTestGateway } from "./testing/index.ts";

const URLS = { done: "https://scrip.example/done", back: "https://scrip.example/back" };
const BUYER = { name: "Ada's Robots", email: "ada@example.com", address: null };
const VAT = { title: "VAT", country: "DE", percent: "19" };

function aCharge(customer: string, over: Partial<GatewayCharge> = {}): GatewayCharge {
  const amounts = { lines: [{ title: "Credit", net: 25_000_000n }], tax: VAT, gross: 29_750_000n };
  return { orgId: "org", attemptId: "attempt", customer, ...amounts, memo: "m".repeat(1200), ...over };
}

/** A customer with a saved card. */
async function aCustomer(token = "pm_card_visa") {
  const stripe = await openTestGateway();
  const { gateway, local } = stripe;
  const { id: customer } = await gateway.customers.create("org", BUYER, null);
  const { body } = await local.control.call("POST", `/v1/payment_methods/${token}/attach`, { customer });
  const { id: method } = body as { id: string };
  await gateway.methods.setDefault(customer, method);
  const known = { attemptId: "attempt", customer, page: null, payment: null, invoice: null };
  return {
    gateway,
    control: local.control,
    customer,
    method,
    known,
    [Symbol.asyncDispose]: () => stripe[Symbol.asyncDispose](),
  };
}

const CARD = { type: "card", card: { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" } } as const;

describe("a page", () => {
  it("shows subtotal, tax and total, saves the card, and is paid with the marks of its attempt", async () => {
    await using stripe = await aCustomer();
    const { gateway, control, customer, known } = stripe;
    const terms = { methods: ["card"], expiresAt: Date.now() + 3_600_000 };
    const page = await gateway.pages.openPayment(aCharge(customer), URLS, terms);
    expect(await gateway.pages.openPayment(aCharge(customer), URLS, terms)).toEqual(page);
    const { body } = await control.call("GET", `/v1/checkout/sessions/${page.id}`);
    expect(body).toMatchObject({ amount_subtotal: 2500, total_details: { amount_tax: 475 }, amount_total: 2975 });
    await control.submitCheckout(page.id, { method: CARD });
    const outcome = await gateway.payments.lookUp({ ...known, page: page.id });
    expect(outcome).toMatchObject({
      seen: { kind: "paid", payment: { gross: 29_750_000n, currency: "usd", customer, livemode: false } },
      page: { state: "complete" },
      method: { kind: "card", brand: "visa", last4: "4242" },
    });
    const read = await gateway.payments.read(outcome.payment ?? "");
    expect(read).toMatchObject({
      attempt: { orgId: "org", attemptId: "attempt" },
      memo: "m".repeat(1200),
      refunds: [],
    });
    expect(await gateway.payments.lookUp(known)).toEqual(outcome);
    expect((await gateway.methods.list(customer)).length).toBe(2);
  });
});

describe("A3 a charge", () => {
  it("whose answer was lost is found by its marks, and is not made again", async () => {
    await using stripe = await aCustomer();
    const { gateway, control, customer, method, known } = stripe;
    control.addFault({ on: "POST /v1/payment_intents", when: "after", how: "drop", times: 2 });
    await expect(gateway.payments.charge(aCharge(customer), method)).rejects.toMatchObject({ kind: "unavailable" });
    const found = await gateway.payments.lookUp(known);
    expect(found.seen.kind).toBe("paid");
    expect((await gateway.payments.charge(aCharge(customer), method)).payment).toBe(found.payment);
  });

  it.each([
    ["pm_card_chargeCustomerFail", "soft_decline"],
    ["pm_card_authenticationRequired", "needs_authentication"],
  ])("of %s fails with %s, and a look-up says the same", async (token, why) => {
    await using stripe = await aCustomer(token);
    const { gateway, customer, method, known } = stripe;
    const seen = { kind: "failed", why };
    expect((await gateway.payments.charge(aCharge(customer), method)).seen).toEqual(seen);
    expect((await gateway.payments.lookUp(known)).seen).toEqual(seen);
  });
});
