import { afterAll, expect, it } from "vitest";
import { proPrice } from "./testing/catalog.ts";
import { openStripe } from "./testing/open-stripe.ts";

const { local, stripe, newEvents } = await openStripe();
afterAll(() => local.stop());

const card = (number: string) => ({
  method: {
    type: "card" as const,
    card: { number, exp_month: 12, exp_year: 2034, cvc: "123" },
    billing_details: { name: "Ada" },
  },
  email: "ada@example.com",
});
const URLS = {
  success_url: "https://example.com/ok?session={CHECKOUT_SESSION_ID}",
  cancel_url: "https://example.com/no",
};

const purchase = (more: object = {}) =>
  stripe.checkout.sessions.create({
    mode: "payment",
    ...URLS,
    line_items: [{ price_data: { currency: "usd", unit_amount: 2500, product_data: { name: "Credit" } }, quantity: 1 }],
    payment_intent_data: { metadata: { purchase: "p1" } },
    ...more,
  });

it("buys credit with a card", async () => {
  newEvents();
  const session = await purchase();
  expect(session).toMatchObject({
    status: "open",
    payment_status: "unpaid",
    amount_total: 2500,
    payment_intent: null,
    url: `${local.url}/checkout/${session.id}`,
  });
  expect(await local.control.submitCheckout(session.id, card("4242424242424242"))).toEqual({ authenticate: null });
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent", "line_items"] });
  expect(done).toMatchObject({
    status: "complete",
    payment_status: "paid",
    url: null,
    payment_intent: { status: "succeeded", amount: 2500, metadata: { purchase: "p1" } },
    customer_details: { email: "ada@example.com", name: "Ada" },
    line_items: { data: [{ description: "Credit", amount_total: 2500 }] },
  });
  expect(newEvents()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
    "charge.updated",
  ]);
});

it("stays open when a card is declined or not authenticated, and takes another one", async () => {
  const customer = await stripe.customers.create();
  const session = await purchase({ customer: customer.id });
  await expect(local.control.submitCheckout(session.id, card("4000000000009995"))).rejects.toMatchObject({
    body: { code: "card_declined", decline_code: "insufficient_funds" },
  });
  const { authenticate } = await local.control.submitCheckout(session.id, card("4000002760003184"));
  await local.control.authenticate(authenticate ?? "", "fail");
  expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
  newEvents();
  const again = await local.control.submitCheckout(session.id, card("4000002500003155"));
  await local.control.authenticate(again.authenticate ?? "", "pass");
  expect(again.authenticate).toBe(authenticate);
  expect(newEvents()).toEqual([
    "payment_intent.requires_action",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
    "charge.updated",
  ]);
  const charges = await stripe.charges.list({ customer: customer.id });
  expect(charges.data.map(({ status }) => status)).toEqual(["succeeded", "failed"]);
});

it("saves a card in setup mode, which then pays without the customer", async () => {
  const { id: customer } = await stripe.customers.create();
  newEvents();
  const session = await stripe.checkout.sessions.create({ mode: "setup", currency: "usd", customer, ...URLS });
  const { authenticate } = await local.control.submitCheckout(session.id, card("4000002500003155"));
  await local.control.authenticate(authenticate ?? "", "pass");
  expect(newEvents()).toEqual([
    "setup_intent.created",
    "setup_intent.requires_action",
    "payment_method.attached",
    "setup_intent.succeeded",
    "checkout.session.completed",
  ]);
  const [method] = (await stripe.customers.listPaymentMethods(customer)).data;
  const paid = await stripe.paymentIntents.create({
    amount: 1000,
    currency: "usd",
    customer,
    payment_method: method?.id ?? "",
    off_session: true,
    confirm: true,
  });
  expect(paid.status).toBe("succeeded");
});

it("makes the subscription and its invoice after the payment", async () => {
  const price = await proPrice(stripe);
  const tax = await stripe.taxRates.create({ display_name: "VAT", inclusive: false, percentage: 19 });
  const customer = await stripe.customers.create({ email: "ada@example.com" });
  newEvents();
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [{ price: price.id, quantity: 1 }],
    subscription_data: { metadata: { org: "1" }, default_tax_rates: [tax.id] },
    ...URLS,
  });
  expect(session).toMatchObject({ amount_subtotal: 2000, amount_total: 2380, subscription: null, invoice: null });
  await local.control.submitCheckout(session.id, card("4242424242424242"));
  expect(newEvents()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "payment_method.attached",
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "invoice_payment.paid",
    "invoice.paid",
    "invoice.payment_succeeded",
    "checkout.session.completed",
    "charge.updated",
  ]);
  const done = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["subscription.latest_invoice.payments", "invoice"],
  });
  expect(done).toMatchObject({
    payment_status: "paid",
    subscription: { status: "active", metadata: { org: "1" }, latest_invoice: { status: "paid", total: 2380 } },
    invoice: { billing_reason: "subscription_create", total_taxes: [{ amount: 380 }] },
  });
});

it("is complete and unpaid while the bank takes days, and tells of the outcome later", async () => {
  const bank = (account_number: string) => ({ method: { type: "us_bank_account" as const, account_number } });
  for (const [outcome, type, status] of [
    ["succeeds", "checkout.session.async_payment_succeeded", "paid"],
    ["fails", "checkout.session.async_payment_failed", "unpaid"],
  ] as const) {
    const session = await purchase({ allowed_payment_method_types: ["card", "us_bank_account"] });
    await local.control.submitCheckout(session.id, bank("000123456789"));
    const waiting = await stripe.checkout.sessions.retrieve(session.id);
    expect(waiting).toMatchObject({ status: "complete", payment_status: "unpaid" });
    newEvents();
    await local.control.settlePayment(waiting.payment_intent as string, outcome);
    expect(newEvents().at(outcome === "succeeds" ? -2 : -1)).toBe(type);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe(status);
  }
});

it("expires a session, by request and after a day", async () => {
  const { id: clock } = await stripe.testHelpers.testClocks.create({ frozen_time: 1_800_000_000 });
  const { id: customer } = await stripe.customers.create({ test_clock: clock });
  const one = await purchase({ customer });
  expect(await stripe.checkout.sessions.expire(one.id)).toMatchObject({ status: "expired", url: null });
  await expect(local.control.submitCheckout(one.id, card("4242424242424242"))).rejects.toThrow("is expired");
  const other = await purchase({ customer });
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: 1_800_000_000 + 24 * 60 * 60 });
  expect((await stripe.checkout.sessions.retrieve(other.id)).status).toBe("expired");
  expect(newEvents().filter((type) => type === "checkout.session.expired")).toHaveLength(2);
});

it("makes an invoice of a purchase if it is asked to", async () => {
  const customer = await stripe.customers.create({ email: "ada@example.com" });
  const session = await purchase({ customer: customer.id, invoice_creation: { enabled: true } });
  await local.control.submitCheckout(session.id, card("4242424242424242"));
  const { invoice, payment_intent } = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["invoice.payments"],
  });
  expect(invoice).toMatchObject({
    status: "paid",
    number: expect.stringMatching(/^[A-Z0-9]{8}-0001$/),
    amount_paid: 2500,
    payments: { data: [{ status: "paid", payment: { payment_intent } }] },
  });
  const payments = await stripe.invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: payment_intent as string },
  });
  expect(payments.data).toHaveLength(1);
});

it("keeps a card for the next time if the person wants it, and pays with it then", async () => {
  const { id: customer } = await stripe.customers.create();
  const offer = { customer, saved_payment_method_options: { payment_method_save: "enabled" } };
  const first = await purchase(offer);
  await local.control.submitCheckout(first.id, { ...card("4242424242424242"), save: true });
  const [kept] = (await stripe.customers.listPaymentMethods(customer, { allow_redisplay: "always" })).data;
  const second = await purchase(offer);
  await local.control.submitCheckout(second.id, { method: { type: "saved", id: kept?.id ?? "" } });
  expect((await stripe.charges.list({ customer })).data.map(({ payment_method }) => payment_method)).toEqual([
    kept?.id,
    kept?.id,
  ]);
});
