import { afterAll, expect, it } from "vitest";
import { instantOf, payerAt, proPrice, secondsOf } from "./testing/catalog.ts";
import { openStripe } from "./testing/open-stripe.ts";

const { local, stripe, newEvents } = await openStripe();
afterAll(() => local.stop());

const advance = async (clock: string, instant: string) => {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf(instant) });
  expect(await stripe.testHelpers.testClocks.retrieve(clock)).toMatchObject({ status: "ready" });
};

const periodOf = async (subscription: string) => {
  const { items, status } = await stripe.subscriptions.retrieve(subscription);
  const [item] = items.data;
  return [status, instantOf(item?.current_period_start ?? 0), instantOf(item?.current_period_end ?? 0)];
};

it("renews over 14 months from the 31st, with a card that fails in between", async () => {
  const price = await proPrice(stripe);
  const { customer, clock, method } = await payerAt(stripe, "2027-01-31T10:00:00Z");
  newEvents();
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  expect(subscription.status).toBe("active");
  expect(newEvents()).toEqual([
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "invoice.updated",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice_payment.paid",
    "invoice.paid",
    "invoice.payment_succeeded",
    "customer.subscription.updated",
    "charge.updated",
  ]);
  await advance(clock, "2027-02-28T10:00:00Z");
  expect(await periodOf(subscription.id)).toEqual(["active", "2027-02-28T10:00:00Z", "2027-03-31T10:00:00Z"]);
  expect(newEvents()).toEqual([
    "test_helpers.test_clock.advancing",
    "invoice.created",
    "customer.subscription.updated",
    "test_helpers.test_clock.ready",
  ]);
  await advance(clock, "2027-02-28T11:00:00Z");
  expect(newEvents()).toEqual([
    "test_helpers.test_clock.advancing",
    "invoice.finalized",
    "payment_intent.created",
    "invoice.updated",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice_payment.paid",
    "invoice.paid",
    "invoice.payment_succeeded",
    "charge.updated",
    "test_helpers.test_clock.ready",
  ]);
  await advance(clock, "2027-06-30T00:00:00Z");

  const failing = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: failing.id } });
  newEvents();
  await advance(clock, "2027-06-30T12:00:00Z");
  expect(newEvents().slice(3, -1)).toEqual([
    "invoice.finalized",
    "payment_intent.created",
    "invoice.updated",
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.payment_failed",
    "customer.subscription.updated",
  ]);
  const late = await stripe.subscriptions.retrieve(subscription.id, { expand: ["latest_invoice.payments"] });
  expect(late.status).toBe("past_due");
  const unpaid = late.latest_invoice as { id: string };
  expect(unpaid).toMatchObject({
    status: "open",
    amount_remaining: 2000,
    attempt_count: 1,
    next_payment_attempt: null,
  });

  await expect(stripe.invoices.pay(unpaid.id)).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  const paid = await stripe.invoices.pay(unpaid.id, {}, { idempotencyKey: "retry-1" });
  expect(paid).toMatchObject({ status: "paid", attempt_count: 1, amount_paid: 2000 });
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");

  await advance(clock, "2028-03-31T12:00:00Z");
  expect(await periodOf(subscription.id)).toEqual(["active", "2028-03-31T10:00:00Z", "2028-04-30T10:00:00Z"]);
  const invoices = await stripe.invoices.list({ subscription: subscription.id, limit: 100 });
  expect(invoices.data).toHaveLength(15);
  expect(invoices.data.every(({ status }) => status === "paid")).toBe(true);
  expect(invoices.data[0]?.parent?.subscription_details?.subscription).toBe(subscription.id);
  expect(invoices.data[0]?.lines.data[0]?.pricing?.price_details?.price).toBe(price.id);
  const starts = invoices.data.map(({ lines }) => instantOf(lines.data[0]?.period.start ?? 0).slice(0, 10)).reverse();
  expect(starts.slice(0, 5)).toEqual(["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]);
});

it("renews a yearly subscription, and ends one that was canceled", async () => {
  const price = await proPrice(stripe, "year");
  const { customer, clock } = await payerAt(stripe, "2028-02-29T00:00:00Z");
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  await advance(clock, "2029-02-28T02:00:00Z");
  expect(await periodOf(id)).toEqual(["active", "2029-02-28T00:00:00Z", "2030-02-28T00:00:00Z"]);
  const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  expect(ending).toMatchObject({ cancel_at: secondsOf("2030-02-28T00:00:00Z"), cancel_at_period_end: true });
  const undone = await stripe.subscriptions.update(id, { cancel_at_period_end: false });
  expect(undone).toMatchObject({ cancel_at: null, cancel_at_period_end: false, canceled_at: null });
  // What the portal does.
  await stripe.subscriptions.update(id, { cancel_at: "max_period_end" });
  newEvents();
  await advance(clock, "2030-03-01T00:00:00Z");
  expect(newEvents()).toEqual([
    "test_helpers.test_clock.advancing",
    "customer.subscription.deleted",
    "test_helpers.test_clock.ready",
  ]);
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "canceled",
    cancel_at_period_end: false,
    ended_at: secondsOf("2030-02-28T00:00:00Z"),
    cancellation_details: { reason: "cancellation_requested" },
  });
});
