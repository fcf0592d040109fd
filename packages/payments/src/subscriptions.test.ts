import type { PeriodCharge } from "@scrip/domain/billing/gateway";
import { startOfMonth } from "@scrip/domain/time";
import { describe, expect, it } from "vitest";
import { aCustomer, CARD, URLS, unnamed } from "./testing/a-customer.ts";

const T0 = Date.UTC(2027, 0, 31, 10);
const PRO = { lines: [{ title: "Pro, monthly", net: 29_000_000n }], gross: 29_000_000n };
const WITH_TAX = { tax: { title: "VAT", country: "DE", percent: "19" }, gross: 34_510_000n };

/** A subscriber on a test clock that started at T0. */
async function aSubscriber() {
  const stripe = await aCustomer("pm_card_visa", T0);
  const { customer } = stripe;
  /** The charge of a month, which starts that many months after T0. */
  const charge = (month: number, over: Partial<PeriodCharge> = {}): PeriodCharge => ({
    orgId: "org",
    attemptId: `attempt-${month}`,
    customer,
    tax: null,
    memo: "memo",
    subscriptionId: "subscription",
    plan: "pro",
    interval: "month",
    month,
    startsAt: startOfMonth(T0, month),
    endsAt: startOfMonth(T0, month + 1),
    ...PRO,
    ...over,
  });
  const moveTo = (month: number) => stripe.moveClock(startOfMonth(T0, month));
  const known = (month: number) => unnamed(customer, `attempt-${month}`);
  return { ...stripe, charge, moveTo, known };
}

describe("a subscription", () => {
  it("starts by a page, and each period is paid once by the invoice of Stripe", async () => {
    await using it = await aSubscriber();
    const page = await it.gateway.pages.openSubscription(it.charge(0), URLS);
    expect((await it.gateway.payments.lookUp({ ...it.known(0), page: page.id })).seen).toEqual({ kind: "open" });
    await it.control.submitCheckout(page.id, { method: CARD });
    const first = await it.gateway.payments.lookUp({ ...it.known(0), page: page.id });
    expect(first).toMatchObject({ seen: { kind: "paid", payment: { gross: 29_000_000n } }, paidAt: T0 });
    expect(await it.gateway.payments.read(first.payment ?? "")).toMatchObject({
      attempt: { orgId: "org", attemptId: "attempt-0" },
      memo: "memo",
      invoice: first.invoice,
    });
    const subscription = first.subscription ?? "";
    expect(await it.gateway.subscriptions.read(subscription)).toMatchObject({
      subscriptionId: "subscription",
      startedAt: T0,
      isEnding: false,
      endedAt: null,
    });
    for (const month of [1, 2]) {
      await Promise.all([it.moveTo(month), it.moveTo(month)]);
      const paid = await it.gateway.subscriptions.pay(it.charge(month), subscription);
      expect(paid).toMatchObject({ seen: { kind: "paid" }, subscription });
      expect(await it.gateway.subscriptions.pay(it.charge(month), subscription)).toEqual(paid);
      expect(await it.gateway.payments.lookUp(it.known(month))).toEqual(paid);
      expect(await it.gateway.payments.read(paid.payment ?? "")).toMatchObject({
        attempt: { attemptId: `attempt-${month}` },
        memo: "memo",
      });
    }
    expect(await it.charged()).toEqual([2900, 2900, 2900]);
  });

  it("starts off session, from the default card, and a decline leaves none", async () => {
    await using it = await aSubscriber();
    const good = await it.gateway.subscriptions.pay(it.charge(0), null);
    expect(good).toMatchObject({ seen: { kind: "paid" }, paidAt: T0, subscription: expect.stringMatching(/^sub_/) });
    expect(await it.gateway.payments.lookUp(it.known(0))).toEqual(good);
    await it.gateway.methods.setDefault(it.customer, await it.addCard("pm_card_chargeCustomerFail"));
    const declined = await it.gateway.subscriptions.pay(it.charge(0, { attemptId: "second" }), null);
    expect(declined.seen).toEqual({ kind: "failed", why: "soft_decline" });
    expect(await it.charged()).toEqual([2900]);
  });

  it("whose renewal declines is paid by a later attempt, and each attempt keeps its own outcome", async () => {
    await using it = await aSubscriber();
    const { subscription } = await it.gateway.subscriptions.pay(it.charge(0), null);
    const good = (await it.gateway.methods.list(it.customer)).find(({ isDefault }) => isDefault);
    await it.gateway.methods.setDefault(it.customer, await it.addCard("pm_card_chargeCustomerFail"));
    await it.moveTo(1);
    const tried = (attemptId: string) => it.gateway.subscriptions.pay(it.charge(1, { attemptId }), subscription);
    const declined = await tried("try-1");
    expect(declined).toMatchObject({ seen: { kind: "failed", why: "soft_decline" }, invoice: expect.any(String) });
    expect((await it.gateway.payments.lookUp({ ...it.known(1), attemptId: "try-1" })).seen).toEqual(declined.seen);
    it.control.addFault({ on: "POST /v1/invoices/*/pay", when: "before", how: "drop", times: 2 });
    await expect(tried("try-2")).rejects.toMatchObject({ kind: "unavailable" });
    const known = { ...it.known(1), attemptId: "try-2", invoice: declined.invoice };
    expect((await it.gateway.payments.lookUp(known)).seen).toEqual({ kind: "not_found" });
    await it.gateway.methods.setDefault(it.customer, good?.id ?? "");
    expect((await tried("try-2")).seen).toMatchObject({ kind: "paid" });
    expect(await it.charged()).toEqual([2900, 2900]);
  });

  it("that ends while the answer of its renewal is lost is replaced by a payment of the same attempt", async () => {
    await using it = await aSubscriber();
    const { subscription } = await it.gateway.subscriptions.pay(it.charge(0), null);
    await it.moveTo(1);
    it.control.addFault({ on: "POST /v1/invoices/*/pay", when: "before", how: "drop", times: 2 });
    const pay = () => it.gateway.subscriptions.pay(it.charge(1), subscription);
    await expect(pay()).rejects.toMatchObject({ kind: "unavailable" });
    const { invoice } = await it.gateway.payments.lookUp(it.known(1));
    await it.gateway.subscriptions.setEnding(subscription ?? "", true);
    const paid = await pay();
    expect(paid.seen.kind).toBe("paid");
    expect((await it.gateway.payments.lookUp({ ...it.known(1), invoice })).payment).toBe(paid.payment);
    expect((await it.gateway.payments.lookUp(it.known(1))).payment).toBe(paid.payment);
    await it.moveTo(2);
    expect(await it.charged()).toEqual([2900, 2900]);
  });

  it.each([
    ["another tax", WITH_TAX],
    [
      "another interval",
      { interval: "year", gross: 290_000_000n, lines: [{ title: "Pro, yearly", net: 290_000_000n }] },
    ],
  ] as const)("of %s is replaced at a renewal, and paid once", async (_name, over) => {
    await using it = await aSubscriber();
    const { subscription: old } = await it.gateway.subscriptions.pay(it.charge(0), null);
    await it.moveTo(1);
    const terms = over as Partial<PeriodCharge>;
    const months = terms.interval === "year" ? 12 : 1;
    const charge = it.charge(1, { ...terms, endsAt: startOfMonth(T0, 1 + months) });
    const paid = await it.gateway.subscriptions.pay(charge, old);
    expect(paid.seen).toMatchObject({ kind: "paid", payment: { gross: charge.gross } });
    expect(paid.subscription).not.toBe(old);
    expect((await it.gateway.subscriptions.read(old ?? "")).endedAt).not.toBeNull();
    expect((await it.gateway.subscriptions.pay(charge, old)).payment).toBe(paid.payment);
    await it.moveTo(1 + months);
    const next = it.charge(1 + months, { ...terms, endsAt: startOfMonth(T0, 1 + 2 * months) });
    const renewed = await it.gateway.subscriptions.pay(next, paid.subscription);
    expect(renewed).toMatchObject({ seen: { kind: "paid" }, subscription: paid.subscription });
    expect((await it.gateway.payments.read(renewed.payment ?? "")).paidAt).toBe(startOfMonth(T0, 1 + months));
    const cents = Number(charge.gross / 10_000n);
    expect(await it.charged()).toEqual([cents, cents, 2900]);
  });

  it("that was replaced renews at Scrip's ends of periods, whatever the length of months", async () => {
    await using it = await aSubscriber();
    const first = await it.gateway.subscriptions.pay(it.charge(0), null);
    await it.moveTo(1);
    await it.gateway.methods.setDefault(it.customer, it.method);
    const replaced = await it.gateway.subscriptions.pay(it.charge(1, WITH_TAX), first.subscription);
    for (const month of [2, 3, 4, 5]) {
      await it.moveTo(month);
      const paid = await it.gateway.subscriptions.pay(it.charge(month, WITH_TAX), replaced.subscription);
      expect(paid).toMatchObject({ seen: { kind: "paid" }, paidAt: startOfMonth(T0, month) });
    }
    expect(await it.charged()).toEqual([3451, 3451, 3451, 3451, 3451, 2900]);
  });

  it("that ends takes no further payment by itself", async () => {
    await using it = await aSubscriber();
    const { subscription } = await it.gateway.subscriptions.pay(it.charge(0), null);
    const id = subscription ?? "";
    await it.gateway.subscriptions.setEnding(id, true);
    await it.gateway.subscriptions.setEnding(id, true);
    expect((await it.gateway.subscriptions.read(id)).isEnding).toBe(true);
    await it.gateway.subscriptions.setEnding(id, false);
    expect((await it.gateway.subscriptions.read(id)).isEnding).toBe(false);
    await it.moveTo(1);
    await it.gateway.subscriptions.end(id);
    await it.gateway.subscriptions.end(id);
    await it.moveTo(3);
    expect((await it.gateway.subscriptions.read(id)).endedAt).not.toBeNull();
    expect(await it.charged()).toEqual([2900]);
  });
});
