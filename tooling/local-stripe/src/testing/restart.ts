import { expect } from "vitest";
import type { Storage } from "../index.ts";
import { payerAt, proPrice, secondsOf } from "./catalog.ts";
import { openStripe } from "./open-stripe.ts";

/** Checks that objects, keys, due things and cards are there after a restart, and that a deleted object is not. */
export async function expectToSurviveRestart(open: () => Storage | Promise<Storage>): Promise<void> {
  const first = await openStripe({ storage: await open() });
  const price = await proPrice(first.stripe);
  const { customer, clock, method } = await payerAt(first.stripe, "2027-01-01T00:00:00Z");
  const subscription = await first.stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  const endpoint = await first.stripe.webhookEndpoints.create({ url: "https://example.com", enabled_events: ["*"] });
  await first.stripe.webhookEndpoints.del(endpoint.id);
  const created = await first.stripe.customers.create({ name: "Ada" }, { idempotencyKey: "once" });
  const events = first.newEvents();
  await first.local.stop();

  const again = await openStripe({ storage: await open() });
  try {
    expect(again.newEvents()).toEqual(events);
    expect((await again.stripe.customers.create({ name: "Ada" }, { idempotencyKey: "once" })).id).toBe(created.id);
    expect((await again.stripe.webhookEndpoints.list()).data).toEqual([]);
    await again.stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-02-01T02:00:00Z") });
    const invoices = await again.stripe.invoices.list({ subscription: subscription.id });
    expect(invoices.data.map(({ status }) => status)).toEqual(["paid", "paid"]);
    const [latest] = (await again.stripe.customers.list({ limit: 1 })).data;
    expect(latest?.id).toBe(created.id);
    expect((await again.stripe.paymentMethods.retrieve(method)).customer).toBe(customer);
  } finally {
    await again.local.stop();
  }
}
