import { describe, expect, it } from "vitest";
import { aCharge, aCustomer, CARD, URLS, unnamed } from "./testing/a-customer.ts";

describe("a page", () => {
  it("shows subtotal, tax and total, saves the card, and is paid with the marks of its attempt", async () => {
    await using stripe = await aCustomer();
    const { gateway, control, customer } = stripe;
    const charge = aCharge(customer, { memo: "m".repeat(1200) });
    const terms = { methods: ["card"], expiresAt: Date.now() + 3_600_000 };
    const page = await gateway.pages.openPayment(charge, URLS, terms);
    expect(await gateway.pages.openPayment(charge, URLS, terms)).toEqual(page);
    const { body } = await control.call("GET", `/v1/checkout/sessions/${page.id}`);
    expect(body).toMatchObject({ amount_subtotal: 2500, total_details: { amount_tax: 475 }, amount_total: 2975 });
    expect(await gateway.payments.lookUp(unnamed(customer))).toMatchObject({ seen: { kind: "open" }, page });
    await control.submitCheckout(page.id, { method: CARD });
    const outcome = await gateway.payments.lookUp({ ...unnamed(customer), page: page.id });
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
    expect(await gateway.payments.lookUp(unnamed(customer))).toEqual(outcome);
    expect(await gateway.methods.list(customer)).toHaveLength(2);
    await gateway.pages.expire(page.id);
  });

  it("that ends takes no payment, and its attempt is abandoned", async () => {
    await using stripe = await aCustomer();
    const { gateway, control, customer } = stripe;
    const terms = { methods: ["card"], expiresAt: Date.now() + 3_600_000 };
    const page = await gateway.pages.openPayment(aCharge(customer), URLS, terms);
    await gateway.pages.expire(page.id);
    await gateway.pages.expire(page.id);
    await expect(control.submitCheckout(page.id, { method: CARD })).rejects.toThrow("expired");
    const { seen } = await gateway.payments.lookUp({ ...unnamed(customer), page: page.id });
    expect(seen).toEqual({ kind: "failed", why: "abandoned" });
  });

  it("A19 that a bank account pays is on its way until the bank decides", async () => {
    await using stripe = await aCustomer();
    const { gateway, control, customer } = stripe;
    const terms = { methods: ["card", "us_bank_account"], expiresAt: Date.now() + 3_600_000 };
    const page = await gateway.pages.openPayment(aCharge(customer), URLS, terms);
    await control.submitCheckout(page.id, { method: { type: "us_bank_account", account_number: "000123456789" } });
    const known = { ...unnamed(customer), page: page.id };
    const waiting = await gateway.payments.lookUp(known);
    expect(waiting.seen).toEqual({ kind: "processing" });
    await control.settlePayment(waiting.payment ?? "", "succeeds");
    expect((await gateway.payments.lookUp(known)).seen.kind).toBe("paid");
  });

  it("adds a card, and the portal opens", async () => {
    await using stripe = await aCustomer();
    const { gateway, control, customer } = stripe;
    const page = await gateway.pages.openSetup("key", customer, URLS);
    await control.submitCheckout(page.id, { method: CARD });
    const methods = await gateway.methods.list(customer);
    expect(methods.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect(methods).toHaveLength(2);
    expect(new Set(methods.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(await gateway.pages.openPortal(customer, URLS.back)).toContain("/portal/");
  });
});

describe("a decline", () => {
  it.each([
    ["pm_card_chargeCustomerFail", "soft_decline"],
    ["pm_card_authenticationRequired", "needs_authentication"],
  ])("of %s is an outcome, %s, and a look-up says the same", async (token, why) => {
    await using stripe = await aCustomer(token);
    const { gateway, customer, method } = stripe;
    const seen = { kind: "failed", why };
    const outcome = await gateway.payments.charge(aCharge(customer), method);
    expect(outcome).toMatchObject({ seen, payment: expect.stringMatching(/^pi_/) });
    const known = { ...unnamed(customer), payment: outcome.payment };
    expect((await gateway.payments.lookUp(known)).seen).toEqual(seen);
    expect((await gateway.payments.lookUp(unnamed(customer))).seen).toEqual(seen);
  });
});
