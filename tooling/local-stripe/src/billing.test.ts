import { afterAll, expect, it } from "vitest";
import { payerAt, proPrice, secondsOf } from "./testing/catalog.ts";
import { failureOf, openStripe } from "./testing/open-stripe.ts";

const { local, stripe, newEvents } = await openStripe();
afterAll(() => local.stop());

/** An invoice of $10.00 and $0.05, with 19 % tax on top. */
const draftOf = async (customer: string) => {
  const tax = await stripe.taxRates.create({ display_name: "VAT", inclusive: false, percentage: 19, country: "DE" });
  const invoice = await stripe.invoices.create({ customer, currency: "usd", default_tax_rates: [tax.id] });
  for (const amount of [1000, 5])
    await stripe.invoiceItems.create({ customer, invoice: invoice.id, amount, currency: "usd" });
  return { id: invoice.id, tax: tax.id };
};

it("finalizes and pays an invoice of its own, with taxes for each rate", async () => {
  const { customer } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const { id, tax } = await draftOf(customer);
  expect(await stripe.invoices.retrieve(id)).toMatchObject({
    status: "draft",
    subtotal: 1005,
    total: 1196,
    total_taxes: [{ amount: 191, taxable_amount: 1005, tax_rate_details: { tax_rate: tax } }],
  });
  const open = await stripe.invoices.finalizeInvoice(id);
  expect(open).toMatchObject({
    status: "open",
    hosted_invoice_url: `${local.url}/invoices/${id}`,
    amount_remaining: 1196,
  });
  const paid = await stripe.invoices.pay(id, { expand: ["payments.data.payment.payment_intent"] });
  expect(paid).toMatchObject({
    status: "paid",
    payments: {
      data: [{ status: "paid", amount_paid: 1196, payment: { payment_intent: { amount: 1196, status: "succeeded" } } }],
    },
  });
  expect(await failureOf(stripe.invoices.pay(id))).toMatchObject({ code: "invoice_already_paid" });
});

it("credits a paid invoice with refunds, and an open one without", async () => {
  const { customer } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const { id } = await draftOf(customer);
  await stripe.invoices.finalizeInvoice(id);
  const before = await stripe.creditNotes.create({ invoice: id, amount: 119 });
  expect(before).toMatchObject({ type: "pre_payment", amount: 119, subtotal: 100, total_taxes: [{ amount: 19 }] });
  await stripe.invoices.pay(id);
  newEvents();
  const note = await stripe.creditNotes.create({
    invoice: id,
    amount: 238,
    refund_amount: 238,
    reason: "order_change",
  });
  expect(note).toMatchObject({
    type: "post_payment",
    number: expect.stringMatching(/-CN-02$/),
    refunds: [{ amount_refunded: 238 }],
  });
  expect(newEvents()).toEqual([
    "refund.created",
    "charge.refunded",
    "refund.updated",
    "charge.refund.updated",
    "credit_note.created",
    "invoice.updated",
  ]);
  expect(await stripe.invoices.retrieve(id)).toMatchObject({
    pre_payment_credit_notes_amount: 119,
    post_payment_credit_notes_amount: 238,
    amount_paid: 1077,
  });
  await expect(stripe.creditNotes.create({ invoice: id, amount: 5000, refund_amount: 5000 })).rejects.toThrow(
    "at most 839",
  );
  await expect(stripe.creditNotes.create({ invoice: id, amount: 100 })).rejects.toThrow("must equal");
});

it("voids an invoice with its payment, and gives up on another", async () => {
  const { customer } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const { id } = await draftOf(customer);
  await stripe.invoices.finalizeInvoice(id);
  newEvents();
  expect((await stripe.invoices.voidInvoice(id)).status).toBe("void");
  expect(newEvents()).toEqual(["payment_intent.canceled", "invoice.voided"]);
  const { id: other } = await draftOf(customer);
  await stripe.invoices.finalizeInvoice(other);
  expect((await stripe.invoices.markUncollectible(other)).status).toBe("uncollectible");
  expect((await stripe.invoices.pay(other)).status).toBe("paid");
});

it("tries again on the days of the account, and cancels after the last one if it is told to", async () => {
  local.control.setAccount({ retryDays: [1, 3], afterLastRetry: "canceled" });
  const price = await proPrice(stripe);
  const { customer, clock } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  const failing = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  await stripe.subscriptions.update(id, { default_payment_method: failing.id });
  newEvents();
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-02-10T00:00:00Z") });
  local.control.setAccount({ retryDays: [], afterLastRetry: "past_due" });
  expect(newEvents().filter((type) => /invoice\.payment|subscription/.test(type))).toEqual([
    "customer.subscription.updated",
    "invoice.payment_failed",
    "customer.subscription.updated",
    "invoice.payment_failed",
    "invoice.payment_failed",
    "customer.subscription.deleted",
  ]);
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "canceled",
    ended_at: secondsOf("2027-02-04T01:00:00Z"),
    cancellation_details: { reason: "payment_failed" },
  });
});

it("waits for the customer when a renewal must be authenticated", async () => {
  const price = await proPrice(stripe);
  const { customer, clock } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  const asking = await stripe.paymentMethods.attach("pm_card_authenticationRequired", { customer });
  await stripe.subscriptions.update(id, { default_payment_method: asking.id });
  newEvents();
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-02-01T02:00:00Z") });
  expect(newEvents().slice(4, -1)).toEqual([
    "payment_intent.created",
    "invoice.updated",
    "payment_intent.requires_action",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "customer.subscription.updated",
  ]);
  const late = await stripe.subscriptions.retrieve(id, { expand: ["latest_invoice.payments"] });
  expect(late.status).toBe("past_due");
  const invoice = late.latest_invoice as { payments: { data: { payment: { payment_intent: string } }[] } };
  await local.control.authenticate(invoice.payments.data[0]?.payment.payment_intent ?? "", "pass");
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
});

it("begins incomplete, and ends after 23 hours if nobody pays", async () => {
  const price = await proPrice(stripe);
  const { customer, clock } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const items = [{ price: price.id }];
  const begun = await stripe.subscriptions.create({ customer, items, payment_behavior: "default_incomplete" });
  expect(begun.status).toBe("incomplete");
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-01-02T00:00:00Z") });
  const ended = await stripe.subscriptions.retrieve(begun.id, { expand: ["latest_invoice"] });
  expect(ended).toMatchObject({ status: "incomplete_expired", latest_invoice: { status: "void" } });

  const failing = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  const tried = stripe.subscriptions.create({
    customer,
    items,
    default_payment_method: failing.id,
    payment_behavior: "error_if_incomplete",
  });
  await expect(tried).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
  expect((await stripe.subscriptions.list({ customer })).data.map(({ id }) => id)).toEqual([begun.id]);
});

it("changes the interval at once and starts anew, and refuses what would need a proration", async () => {
  const month = await proPrice(stripe);
  const year = await proPrice(stripe, "year");
  const { customer, clock } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const subscription = await stripe.subscriptions.create({ customer, items: [{ price: month.id }] });
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-01-10T00:00:00Z") });
  const items = [{ id: subscription.items.data[0]?.id ?? "", price: year.id }];
  await expect(stripe.subscriptions.update(subscription.id, { items })).rejects.toThrow("no prorations");
  const changed = await stripe.subscriptions.update(subscription.id, {
    items,
    proration_behavior: "none",
    expand: ["latest_invoice"],
  });
  expect(changed).toMatchObject({
    billing_cycle_anchor: secondsOf("2027-01-10T00:00:00Z"),
    items: { data: [{ current_period_end: secondsOf("2028-01-10T00:00:00Z") }] },
    latest_invoice: { status: "paid", total: 20_000, billing_reason: "subscription_update" },
  });
});

it("opens the portal with its configuration, and checks the subscription of a flow", async () => {
  const price = await proPrice(stripe);
  const { customer } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
  const configuration = await stripe.billingPortal.configurations.create({
    features: { subscription_cancel: { enabled: true, mode: "at_period_end" }, invoice_history: { enabled: true } },
  });
  const session = await stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
    return_url: "https://example.com/billing",
    flow_data: { type: "subscription_cancel", subscription_cancel: { subscription: id } },
  });
  expect(session.url).toBe(`${local.url}/portal/${session.id}`);
  expect(local.control.portalSession(session.id)).toMatchObject({ customer, configuration: { id: configuration.id } });
  await stripe.subscriptions.update(id, { cancel_at: "max_period_end" });
  const again = stripe.billingPortal.sessions.create({
    customer,
    flow_data: { type: "subscription_cancel", subscription_cancel: { subscription: id } },
  });
  await expect(again).rejects.toMatchObject({ statusCode: 400 });
});

it("verifies a tax id when it is told to, and refuses a malformed one", async () => {
  const { customer } = await payerAt(stripe, "2027-01-01T00:00:00Z");
  const taxId = await stripe.customers.createTaxId(customer, { type: "eu_vat", value: "DE123456789" });
  expect(taxId).toMatchObject({ country: "DE", verification: { status: "pending" } });
  newEvents();
  await local.control.verifyTaxId(taxId.id, "verified", "Ada GmbH", "Berlin");
  expect(newEvents()).toEqual(["customer.tax_id.updated"]);
  expect((await stripe.customers.retrieveTaxId(customer, taxId.id)).verification).toEqual({
    status: "verified",
    verified_name: "Ada GmbH",
    verified_address: "Berlin",
  });
  const { id } = await draftOf(customer);
  expect(await stripe.invoices.retrieve(id)).toMatchObject({
    customer_tax_ids: [{ type: "eu_vat", value: "DE123456789" }],
  });
  await expect(stripe.customers.createTaxId(customer, { type: "eu_vat", value: "12" })).rejects.toMatchObject({
    code: "tax_id_invalid",
  });
});

it("bills from an anchor to come, and adds up the balance", async () => {
  const price = await proPrice(stripe);
  const { customer, clock } = await payerAt(stripe, "2027-01-10T00:00:00Z");
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: price.id }],
    billing_cycle_anchor: secondsOf("2027-01-31T00:00:00Z"),
    proration_behavior: "none",
  });
  expect(subscription).toMatchObject({ status: "active", latest_invoice: null });
  const { pending: before } = await stripe.balance.retrieve();
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-02-28T02:00:00Z") });
  const invoices = await stripe.invoices.list({ customer });
  expect(invoices.data.map(({ status, lines }) => [status, lines.data[0]?.period.start])).toEqual([
    ["paid", secondsOf("2027-02-28T00:00:00Z")],
    ["paid", secondsOf("2027-01-31T00:00:00Z")],
  ]);
  const { pending: after } = await stripe.balance.retrieve();
  expect((after[0]?.amount ?? 0) - (before[0]?.amount ?? 0)).toBe(2 * (2000 - 88));
  expect(await stripe.accounts.retrieveCurrent()).toMatchObject({ charges_enabled: true, country: "US" });
});

it("keeps collection paused: drafts, voids, or gives up", async () => {
  const price = await proPrice(stripe);
  for (const [behavior, status] of [
    ["keep_as_draft", "draft"],
    ["void", "void"],
    ["mark_uncollectible", "uncollectible"],
  ] as const) {
    const { customer, clock } = await payerAt(stripe, "2027-01-01T00:00:00Z");
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: price.id }] });
    await stripe.subscriptions.update(id, { pause_collection: { behavior } });
    await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-02-02T00:00:00Z") });
    expect((await stripe.invoices.list({ customer })).data[0]?.status).toBe(status);
    expect((await stripe.subscriptions.update(id, { pause_collection: "" })).pause_collection).toBeNull();
  }
});
