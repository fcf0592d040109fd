import { openSchemas } from "@scrip/stripe-schemas";
import type Stripe from "stripe";
import { afterAll, describe, expect, it } from "vitest";
import { failureOf, openStripe } from "../testing/open-stripe.ts";
import { OPERATIONS } from "./index.ts";

const schemas = await openSchemas();
const called = new Set<string>();
const { local, stripe } = await openStripe({
  onExchange: ({ method, path }) => called.add(schemas.operationOf(`${method} ${path}`) ?? path),
});
afterAll(() => local.stop());

const ids = (list: Stripe.ApiList<{ id: string }>): string[] => list.data.map(({ id }) => id);
const idOf = (object: string | { id: string } | null): string =>
  typeof object === "string" ? object : (object?.id ?? "");
const note = { metadata: { note: "changed" } };

async function aPayer() {
  const customer = await stripe.customers.create({ email: "ada@example.com" });
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  return { customer: customer.id, payment_method: method.id };
}

async function aPayment(): Promise<Stripe.PaymentIntent> {
  const payer = await aPayer();
  return stripe.paymentIntents.create({ amount: 2000, currency: "usd", confirm: true, off_session: true, ...payer });
}

async function anInvoice(customer: string): Promise<Stripe.Invoice> {
  const invoice = await stripe.invoices.create({ customer, collection_method: "send_invoice", days_until_due: 7 });
  const item = await stripe.invoiceItems.create({ customer, invoice: invoice.id, amount: 500, currency: "usd" });
  expect((await stripe.invoiceItems.retrieve(item.id)).amount).toBe(500);
  expect(ids(await stripe.invoiceItems.list({ invoice: invoice.id }))).toEqual([item.id]);
  return invoice;
}

/** Each call goes through the SDK, and is checked against its types at the end. */
describe("every operation", () => {
  it("of customers, payment methods and tax ids", async () => {
    const { customer, payment_method: method } = await aPayer();
    expect((await stripe.customers.update(customer, note)).metadata).toEqual(note.metadata);
    expect((await stripe.customers.retrieve(customer)).id).toBe(customer);
    expect(ids(await stripe.customers.list({ limit: 1 }))).toEqual([customer]);
    expect(ids(await stripe.customers.listPaymentMethods(customer))).toEqual([method]);
    expect(ids(await stripe.paymentMethods.list({ customer }))).toEqual([method]);
    const card = { number: "4242424242424242", exp_month: 1, exp_year: 2035 };
    const made = await stripe.paymentMethods.create({ type: "card", card });
    expect((await stripe.paymentMethods.retrieve(made.id)).customer).toBeNull();
    const changed = await stripe.paymentMethods.update(method, { billing_details: { name: "Ada" } });
    expect(changed.billing_details.name).toBe("Ada");
    expect((await stripe.paymentMethods.detach(method)).customer).toBeNull();
    const tax = { type: "eu_vat", value: "DE123456789" } as const;
    const own = await stripe.customers.createTaxId(customer, tax);
    expect((await stripe.customers.retrieveTaxId(customer, own.id)).value).toBe(tax.value);
    expect(ids(await stripe.customers.listTaxIds(customer))).toEqual([own.id]);
    expect((await stripe.customers.deleteTaxId(customer, own.id)).deleted).toBe(true);
    const other = await stripe.taxIds.create({ ...tax, owner: { type: "customer", customer } });
    expect((await stripe.taxIds.retrieve(other.id)).id).toBe(other.id);
    expect(ids(await stripe.taxIds.list({ owner: { type: "customer", customer } }))).toEqual([other.id]);
    expect((await stripe.taxIds.del(other.id)).deleted).toBe(true);
    expect((await stripe.customers.del(customer)).deleted).toBe(true);
  });

  it("of payments, charges, refunds, disputes and the balance", async () => {
    const paid = await aPayment();
    const charge = idOf(paid.latest_charge);
    expect((await stripe.paymentIntents.retrieve(paid.id)).status).toBe("succeeded");
    expect((await stripe.paymentIntents.update(paid.id, note)).metadata).toEqual(note.metadata);
    expect(ids(await stripe.paymentIntents.list({ customer: idOf(paid.customer) }))).toEqual([paid.id]);
    const open = await stripe.paymentIntents.create({ amount: 700, currency: "usd" });
    expect((await stripe.paymentIntents.confirm(open.id, { payment_method: "pm_card_visa" })).status).toBe("succeeded");
    const given = await stripe.paymentIntents.create({ amount: 700, currency: "usd" });
    expect((await stripe.paymentIntents.cancel(given.id)).status).toBe("canceled");
    const bought = await stripe.charges.update(charge, note);
    expect((await stripe.charges.retrieve(charge)).metadata).toEqual(bought.metadata);
    expect(ids(await stripe.charges.list({ payment_intent: paid.id }))).toEqual([charge]);
    const transaction = idOf(bought.balance_transaction);
    expect((await stripe.balanceTransactions.retrieve(transaction)).net).toBe(1912);
    expect(ids(await stripe.balanceTransactions.list({ source: charge }))).toEqual([transaction]);
    expect((await stripe.balance.retrieve()).object).toBe("balance");
    expect((await stripe.accounts.retrieveCurrent()).object).toBe("account");

    const refund = await stripe.refunds.create({ payment_intent: paid.id, amount: 300 });
    expect((await stripe.refunds.update(refund.id, note)).metadata).toEqual(note.metadata);
    expect((await stripe.refunds.retrieve(refund.id)).amount).toBe(300);
    expect(ids(await stripe.refunds.list({ charge }))).toEqual([refund.id]);
    expect((await failureOf(stripe.refunds.cancel(refund.id))).message).toMatch(/cannot be canceled/);

    const dispute = await local.control.openDispute(charge);
    expect(ids(await stripe.disputes.list({ charge }))).toEqual([dispute.id]);
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe("needs_response");
    expect((await stripe.disputes.update(dispute.id, note)).metadata).toEqual(note.metadata);
    expect((await stripe.disputes.close(dispute.id)).status).toBe("lost");
  });

  it("of setup intents, Checkout and the portal", async () => {
    const { customer, payment_method } = await aPayer();
    const setup = await stripe.setupIntents.create({ customer });
    expect((await stripe.setupIntents.update(setup.id, note)).metadata).toEqual(note.metadata);
    expect((await stripe.setupIntents.confirm(setup.id, { payment_method })).status).toBe("succeeded");
    expect((await stripe.setupIntents.retrieve(setup.id)).payment_method).toBe(payment_method);
    const given = await stripe.setupIntents.create({ customer });
    expect((await stripe.setupIntents.cancel(given.id)).status).toBe("canceled");
    expect(ids(await stripe.setupIntents.list({ customer }))).toEqual([given.id, setup.id]);

    const price_data = { currency: "usd", unit_amount: 500, product_data: { name: "Credit" } };
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      customer,
      success_url: "https://example.com/",
      line_items: [{ quantity: 1, price_data }],
    });
    expect((await stripe.checkout.sessions.listLineItems(session.id)).data[0]?.amount_total).toBe(500);
    expect((await stripe.checkout.sessions.update(session.id, note)).metadata).toEqual(note.metadata);
    expect(ids(await stripe.checkout.sessions.list({ customer }))).toEqual([session.id]);
    expect((await stripe.checkout.sessions.expire(session.id)).status).toBe("expired");
    expect((await stripe.checkout.sessions.retrieve(session.id)).url).toBeNull();

    const features = { invoice_history: { enabled: true } };
    const configuration = await stripe.billingPortal.configurations.create({ features });
    const renamed = await stripe.billingPortal.configurations.update(configuration.id, { name: "Cards only" });
    expect((await stripe.billingPortal.configurations.retrieve(configuration.id)).name).toBe(renamed.name);
    expect(ids(await stripe.billingPortal.configurations.list())).toContain(configuration.id);
    const portal = await stripe.billingPortal.sessions.create({ customer, configuration: configuration.id });
    expect(portal.configuration).toBe(configuration.id);
  });

  it("of products, prices, tax rates and subscriptions", async () => {
    const product = await stripe.products.create({ name: "Pro" });
    expect((await stripe.products.update(product.id, { name: "Pro 2" })).name).toBe("Pro 2");
    expect((await stripe.products.retrieve(product.id)).name).toBe("Pro 2");
    expect(ids(await stripe.products.list({ ids: [product.id] }))).toEqual([product.id]);
    const spare = await stripe.products.create({ name: "Never sold" });
    expect((await stripe.products.del(spare.id)).deleted).toBe(true);
    const monthly = { currency: "usd", unit_amount: 2000, recurring: { interval: "month" } } as const;
    const price = await stripe.prices.create({ ...monthly, product: product.id });
    expect((await stripe.prices.update(price.id, { nickname: "Monthly" })).nickname).toBe("Monthly");
    expect((await stripe.prices.retrieve(price.id)).unit_amount).toBe(2000);
    expect(ids(await stripe.prices.list({ product: product.id }))).toEqual([price.id]);
    const rate = await stripe.taxRates.create({ display_name: "VAT", inclusive: false, percentage: 19 });
    expect((await stripe.taxRates.update(rate.id, { active: false })).active).toBe(false);
    expect((await stripe.taxRates.retrieve(rate.id)).percentage).toBe(19);
    expect(ids(await stripe.taxRates.list({ active: false }))).toEqual([rate.id]);

    const { customer, payment_method } = await aPayer();
    const items = [{ price: price.id }];
    const subscription = await stripe.subscriptions.create({ customer, items, default_payment_method: payment_method });
    expect((await stripe.subscriptions.update(subscription.id, note)).metadata).toEqual(note.metadata);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
    expect(ids(await stripe.subscriptions.list({ customer }))).toEqual([subscription.id]);
    const { data } = await stripe.subscriptionItems.list({ subscription: subscription.id });
    expect((await stripe.subscriptionItems.retrieve(data[0]?.id ?? "")).price.id).toBe(price.id);
    expect((await failureOf(stripe.subscriptions.resume(subscription.id))).message).toMatch(/only resume/);
    expect((await stripe.subscriptions.cancel(subscription.id)).status).toBe("canceled");
  });

  it("of invoices and credit notes", async () => {
    const { customer, payment_method } = await aPayer();
    const invoice = await anInvoice(customer);
    expect((await stripe.invoices.update(invoice.id, { description: "October" })).description).toBe("October");
    expect((await stripe.invoices.listLineItems(invoice.id)).data[0]?.amount).toBe(500);
    expect((await stripe.invoices.finalizeInvoice(invoice.id)).status).toBe("open");
    expect((await stripe.invoices.sendInvoice(invoice.id)).status).toBe("open");
    expect((await stripe.invoices.pay(invoice.id, { payment_method })).status).toBe("paid");
    expect((await stripe.invoices.retrieve(invoice.id)).amount_paid).toBe(500);
    expect(ids(await stripe.invoices.list({ customer }))).toEqual([invoice.id]);
    const { data: payments } = await stripe.invoicePayments.list({ invoice: invoice.id });
    expect((await stripe.invoicePayments.retrieve(payments[0]?.id ?? "")).amount_paid).toBe(500);
    const lines = [{ type: "custom_line_item", description: "Late", quantity: 1, unit_amount: 200 }] as never;
    const credit = await stripe.creditNotes.create({ invoice: invoice.id, lines, refund_amount: 200 });
    expect((await stripe.creditNotes.update(credit.id, note)).metadata).toEqual(note.metadata);
    expect((await stripe.creditNotes.retrieve(credit.id)).amount).toBe(200);
    expect((await stripe.creditNotes.listLineItems(credit.id)).data).toHaveLength(1);
    expect(ids(await stripe.creditNotes.list({ invoice: invoice.id }))).toEqual([credit.id]);

    const draft = await anInvoice(customer);
    expect((await stripe.invoices.del(draft.id)).deleted).toBe(true);
    const voided = await anInvoice(customer);
    const lost = await anInvoice(customer);
    const credited = await anInvoice(customer);
    for (const { id } of [voided, lost, credited]) await stripe.invoices.finalizeInvoice(id);
    expect((await stripe.invoices.voidInvoice(voided.id)).status).toBe("void");
    expect((await stripe.invoices.markUncollectible(lost.id)).status).toBe("uncollectible");
    const open = await stripe.creditNotes.create({ invoice: credited.id, amount: 100 });
    expect((await stripe.creditNotes.voidCreditNote(open.id)).status).toBe("void");
  });

  it("of events, webhook endpoints and test clocks", async () => {
    const { data } = await stripe.events.list({ limit: 1 });
    expect((await stripe.events.retrieve(data[0]?.id ?? "")).type).toBe(data[0]?.type);
    const url = "http://127.0.0.1:9/hook";
    const endpoint = await stripe.webhookEndpoints.create({ url, enabled_events: ["customer.deleted"] });
    expect((await stripe.webhookEndpoints.update(endpoint.id, { disabled: true })).status).toBe("disabled");
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).url).toBe(url);
    expect(ids(await stripe.webhookEndpoints.list())).toEqual([endpoint.id]);
    expect((await stripe.webhookEndpoints.del(endpoint.id)).deleted).toBe(true);
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: 1_790_000_000 });
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: 1_790_086_400 });
    expect((await stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe("ready");
    expect(ids(await stripe.testHelpers.testClocks.list())).toEqual([clock.id]);
    expect((await stripe.testHelpers.testClocks.del(clock.id)).deleted).toBe(true);
  });

  it("is called above", () => {
    const names = OPERATIONS.map(({ method, path }) =>
      schemas.operationOf(`${method} ${path.replaceAll(/:\w+/g, "id_1")}`),
    );
    expect(names.filter((name) => !called.has(name ?? ""))).toEqual([]);
    expect(names.length).toBeGreaterThan(100);
  });
});
