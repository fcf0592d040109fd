import { describe, expect, it } from "vitest";
import { aCharge, aCustomer, unnamed } from "./testing/a-customer.ts";

const ON = "POST /v1/payment_intents";
/** The SDK repeats a call once, under its key, if the connection breaks. */
const DROPS = 2;

describe("a charge whose answer is lost", () => {
  it.each(["before", "after"] as const)("A3 %s its effect is looked up, and charged once", async (when) => {
    await using it = await aCustomer();
    it.control.addFault({ on: ON, when, how: "drop", times: DROPS });
    const charge = () => it.gateway.payments.charge(aCharge(it.customer), it.method);
    await expect(charge()).rejects.toMatchObject({ name: "GatewayError", kind: "unavailable" });
    const { seen } = await it.gateway.payments.lookUp(unnamed(it.customer));
    expect(seen.kind).toBe(when === "before" ? "not_found" : "paid");
    expect((await charge()).seen.kind).toBe("paid");
    expect(await it.charged()).toEqual([2975]);
  });

  it("A4 before a 500 that Stripe keeps for the key stays without an outcome, and charges nothing", async () => {
    await using it = await aCustomer();
    it.control.addFault({ on: ON, when: "before", how: 500 });
    for (let time = 0; time < 3; time += 1) {
      const charge = it.gateway.payments.charge(aCharge(it.customer), it.method);
      await expect(charge).rejects.toMatchObject({ kind: "unavailable" });
    }
    expect((await it.gateway.payments.lookUp(unnamed(it.customer))).seen).toEqual({ kind: "not_found" });
    expect(await it.charged()).toEqual([]);
  });

  it("A4 after a 500 that Stripe keeps for the key is found by a look-up", async () => {
    await using it = await aCustomer();
    it.control.addFault({ on: ON, when: "after", how: 500 });
    const charge = it.gateway.payments.charge(aCharge(it.customer), it.method);
    await expect(charge).rejects.toMatchObject({ kind: "unavailable" });
    expect((await it.gateway.payments.lookUp(unnamed(it.customer))).seen.kind).toBe("paid");
    expect(await it.charged()).toEqual([2975]);
  });

  it.each([409, 429] as const)("A6 by %s is asked for again under the same key", async (how) => {
    await using it = await aCustomer();
    it.control.addFault({ on: ON, when: "before", how });
    const charge = () => it.gateway.payments.charge(aCharge(it.customer), it.method);
    await expect(charge()).rejects.toMatchObject({ kind: "unavailable" });
    expect((await charge()).seen.kind).toBe("paid");
    expect((await charge()).seen.kind).toBe("paid");
    expect(await it.charged()).toEqual([2975]);
  });

  it("A7 since the key was used for something else is looked up: the first use may have worked", async () => {
    await using it = await aCustomer();
    const first = await it.gateway.payments.charge(aCharge(it.customer), it.method);
    const other = aCharge(it.customer, { gross: 30_000_000n });
    await expect(it.gateway.payments.charge(other, it.method)).rejects.toMatchObject({ kind: "unavailable" });
    expect((await it.gateway.payments.lookUp(unnamed(it.customer))).payment).toBe(first.payment);
    expect(await it.charged()).toEqual([2975]);
  });
});

describe("A9 a method that cannot be charged any more", () => {
  it("fails for good, without a charge", async () => {
    await using it = await aCustomer();
    await it.gateway.methods.remove(it.method);
    await it.gateway.methods.remove(it.method);
    const { seen } = await it.gateway.payments.charge(aCharge(it.customer), it.method);
    expect(seen).toEqual({ kind: "failed", why: "hard_decline" });
    expect(await it.charged()).toEqual([]);
  });
});

describe("money that went back", () => {
  it("A15 is read with the payment: refunds with their keys, and disputes", async () => {
    await using it = await aCustomer("pm_card_createDispute");
    const { payment } = await it.gateway.payments.charge(aCharge(it.customer), it.method);
    await using other = await aCustomer();
    const paid = await other.gateway.payments.charge(aCharge(other.customer), other.method);
    const refund = () => other.gateway.refunds.refund("refund-1", paid.payment ?? "", 2_000_000n, "asked for");
    const made = await refund();
    expect(await refund()).toEqual(made);
    expect((await other.gateway.payments.read(paid.payment ?? "")).refunds).toMatchObject([
      { id: made.id, key: "refund-1", gross: 2_000_000n, state: "succeeded" },
    ]);
    const more = other.gateway.refunds.refund("refund-2", paid.payment ?? "", 28_000_000n, "too much");
    await expect(more).rejects.toMatchObject({ kind: "refused" });
    const disputed = await it.gateway.payments.read(payment ?? "");
    expect(disputed.disputes).toMatchObject([{ gross: 29_750_000n, state: "open", reason: "fraudulent" }]);
    const back = it.gateway.refunds.refund("refund-3", payment ?? "", 1_000_000n, "disputed");
    await expect(back).rejects.toMatchObject({ kind: "refused" });
  });
});
