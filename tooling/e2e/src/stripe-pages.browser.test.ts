import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aLocalStripe, aPage, enter, inspect, tabTo, tooWideAt, typeInto } from "./testing/index.ts";

const { local, stripe, merchant, received, newEvents } = await aLocalStripe();

/** The pages lead to the merchant, which is at another origin. */
const EXPECTED = [/^foreign request: GET http:\/\/localhost:/];
const URLS = { success_url: `${merchant}/paid?session={CHECKOUT_SESSION_ID}`, cancel_url: `${merchant}/cart` };
const LINE = {
  quantity: 2,
  price_data: { currency: "usd", unit_amount: 1250, product_data: { name: "Credit" } },
} as const;

async function stripePage(url: string | null, width = 1440): Promise<Page> {
  const nobody = { url: local.url, person: undefined as never };
  const { page } = await aPage(nobody, { signedIn: false, expected: EXPECTED, width });
  await page.goto(url ?? "");
  newEvents();
  return page;
}

/** Axe in light and dark, and no horizontal scrolling on the smallest phone. */
async function expectWell(page: Page, name: string): Promise<void> {
  expect([...(await inspect(page, `stripe-${name}`)), ...(await tooWideAt(page, 320, name))]).toEqual([]);
}

const pressed = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();
const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();
const at = (page: Page, path: string) => page.getByRole("heading", { name: path }).waitFor();

async function aCustomer(card = "pm_card_visa") {
  const customer = await stripe.customers.create({ email: "ada@example.com", name: "Ada Lovelace" });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  return { id: customer.id, method: method.id };
}

async function aPrice() {
  return stripe.prices.create({
    currency: "usd",
    unit_amount: 2000,
    recurring: { interval: "month" },
    product_data: { name: "Pro" },
  });
}

describe("Checkout", () => {
  it("pays by keyboard: says what is missing, what the bank declined, and asks the bank", async () => {
    const session = await stripe.checkout.sessions.create({ mode: "payment", ...URLS, line_items: [LINE] });
    const page = await stripePage(session.url);
    await shown(page, "Credit × 2");
    await enter(page, "button", "Pay $25.00");
    await shown(page, "Enter the card number.");
    await expectWell(page, "checkout-problems");
    await typeInto(page, "E-mail", "ada@example.com");
    await enter(page, "button", "4000 0000 0000 9995");
    await enter(page, "button", "Pay $25.00");
    await shown(page, "Your card has insufficient funds.");
    expect(newEvents()).toEqual(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);

    await enter(page, "button", "4000 0027 6000 3184");
    await enter(page, "button", "Pay $25.00");
    await at(page, "Confirm it is you");
    await shown(page, "$25.00");
    await expectWell(page, "authentication");
    await enter(page, "button", "Fail authentication");
    await shown(page, /unable to authenticate your payment method/);
    expect(newEvents()).toEqual(["payment_intent.requires_action", "payment_intent.payment_failed"]);
    await enter(page, "button", "4000 0027 6000 3184");
    await typeInto(page, "E-mail", "ada@example.com");
    await enter(page, "button", "Pay $25.00");
    await enter(page, "button", "Complete authentication");
    await at(page, `/paid?session=${session.id}`);
    expect(newEvents()).toEqual([
      "payment_intent.requires_action",
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.completed",
      "charge.updated",
    ]);
    expect(await stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent"] })).toMatchObject({
      status: "complete",
      payment_status: "paid",
      amount_total: 2500,
      customer_details: { email: "ada@example.com", name: "Test Person" },
      payment_intent: { status: "succeeded", amount_received: 2500 },
    });
  });

  it("takes a bank account, an address and a tax id; the payment is decided later, from the console", async () => {
    const { id: customer } = await aCustomer();
    const session = await stripe.checkout.sessions.create({
      mode: "payment",
      ...URLS,
      customer,
      customer_update: { address: "auto", name: "auto" },
      line_items: [LINE],
      allowed_payment_method_types: ["card", "us_bank_account"],
      billing_address_collection: "required",
      tax_id_collection: { enabled: true },
    });
    const page = await stripePage(session.url, 390);
    await pressed(page, "000123456789");
    await page.getByLabel("US bank account").waitFor();
    await page.getByLabel("Street and house number").fill("Main Street 1");
    await page.getByRole("group", { name: "Tax ID" }).getByLabel("Number").fill("DE123456789");
    await expectWell(page, "checkout-bank");
    await pressed(page, "Pay $25.00");
    await at(page, `/paid?session=${session.id}`);
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
      customer_details: { address: { line1: "Main Street 1", country: "US" }, tax_ids: [{ value: "DE123456789" }] },
    });
    const events = newEvents();
    expect(events.indexOf("payment_intent.processing")).toBeLessThan(events.indexOf("checkout.session.completed"));

    await page.goto(local.url);
    await pressed(page, "Succeed now");
    await shown(page, "The payment has succeeded.");
    expect(newEvents()).toEqual([
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.async_payment_succeeded",
      "charge.updated",
    ]);
  });

  it("saves a card, and the way back cancels", async () => {
    const { id: customer } = await aCustomer();
    const session = await stripe.checkout.sessions.create({ mode: "setup", currency: "usd", customer, ...URLS });
    const page = await stripePage(session.url);
    await page.getByRole("link", { name: "Back to Scrip" }).click();
    await at(page, "/cart");
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
    await page.goBack();
    await pressed(page, "4242 4242 4242 4242");
    await pressed(page, "Save payment method");
    await at(page, `/paid?session=${session.id}`);
    expect(newEvents()).toEqual(["payment_method.attached", "setup_intent.succeeded", "checkout.session.completed"]);
    const methods = await stripe.customers.listPaymentMethods(customer);
    expect(methods.data.map(({ card }) => card?.last4)).toEqual(["4242", "4242"]);
    // The address of the session leads on to the merchant from now on, also after a reload.
    await page.goto(`${local.url}/checkout/${session.id}`);
    await at(page, `/paid?session=${session.id}`);
  });

  it("subscribes, and shows the tax", async () => {
    const { id: price } = await aPrice();
    const vat = await stripe.taxRates.create({ display_name: "VAT", inclusive: false, percentage: 19 });
    const session = await stripe.checkout.sessions.create({
      mode: "subscription",
      ...URLS,
      line_items: [{ price, quantity: 1, tax_rates: [vat.id] }],
    });
    const page = await stripePage(session.url);
    await shown(page, "per month");
    const rows = await page.getByRole("region", { name: "Order" }).getByRole("row").allInnerTexts();
    expect(rows.slice(1).map((row) => row.replaceAll(/\s+/g, " "))).toEqual([
      "Subtotal $20.00",
      "Tax $3.80",
      "Total due today $23.80",
    ]);
    await pressed(page, "4242 4242 4242 4242");
    await page.getByLabel("E-mail").fill("new@example.com");
    await pressed(page, "Subscribe");
    await at(page, `/paid?session=${session.id}`);
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription.latest_invoice"] });
    expect(done).toMatchObject({
      payment_status: "paid",
      subscription: { status: "active", latest_invoice: { status: "paid", amount_paid: 2380 } },
    });
    const events = newEvents().filter((type) => /^(customer\.|invoice\.paid|checkout)/.test(type));
    expect(events).toEqual([
      "customer.created",
      "customer.updated",
      "customer.subscription.created",
      "invoice.paid",
      "checkout.session.completed",
    ]);
  });
});

describe("the Billing Portal", () => {
  it("adds, chooses and removes cards, cancels and resumes a subscription, and shows invoices", async () => {
    const { id: customer } = await aCustomer();
    const { id: price } = await aPrice();
    const subscription = await stripe.subscriptions.create({ customer, items: [{ price }] });
    const portal = await stripe.billingPortal.sessions.create({ customer, return_url: `${merchant}/billing` });
    const page = await stripePage(portal.url, 390);
    await shown(page, "Pro");
    await expectWell(page, "portal");

    await page.getByRole("link", { name: "Add payment method" }).click();
    await expectWell(page, "portal-add");
    await pressed(page, "4000 0025 0000 3155");
    await pressed(page, "Add payment method");
    await pressed(page, "Complete authentication");
    await shown(page, "The payment method is saved.");
    await pressed(page, "Make default: Visa •••• 3155");
    await shown(page, "This is your default payment method now.");
    await pressed(page, "Remove: Visa •••• 4242");
    await shown(page, "The payment method is removed.");
    expect(newEvents()).toEqual([
      "setup_intent.created",
      "setup_intent.requires_action",
      "payment_method.attached",
      "setup_intent.succeeded",
      "customer.updated",
      "payment_method.detached",
    ]);

    await page.getByRole("link", { name: "Cancel subscription" }).click();
    await expectWell(page, "portal-cancel");
    await pressed(page, "Cancel subscription");
    await shown(page, "The subscription is cancelled.");
    const cancelled = await stripe.subscriptions.retrieve(subscription.id);
    const [item] = cancelled.items.data;
    expect(cancelled).toMatchObject({ cancel_at: item?.current_period_end, cancel_at_period_end: false });
    await pressed(page, "Resume subscription");
    await shown(page, "The subscription goes on.");
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ cancel_at: null, status: "active" });
    expect(newEvents()).toEqual(["customer.subscription.updated", "customer.subscription.updated"]);

    const { data: invoices } = await stripe.invoices.list({ customer });
    const pdf = await page.request.get(invoices[0]?.invoice_pdf ?? "");
    expect((await pdf.body()).subarray(0, 8).toString()).toBe("%PDF-1.4");
    await page.getByRole("link", { name: invoices[0]?.number ?? "", exact: true }).click();
    await at(page, "Invoice");
    await shown(page, "paid");
    await page.goto(portal.url);
    await page.getByRole("link", { name: "Back to Scrip" }).click();
    await at(page, "/billing");
  });
});

it("a hosted invoice is paid with another card after one was declined", async () => {
  const { id: customer } = await aCustomer("pm_card_chargeCustomerFail");
  const draft = await stripe.invoices.create({ customer, collection_method: "send_invoice", days_until_due: 10 });
  await stripe.invoiceItems.create({ customer, invoice: draft.id, amount: 4200, currency: "usd", description: "Fee" });
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  const page = await stripePage(invoice.hosted_invoice_url ?? null);
  await expectWell(page, "invoice");
  await pressed(page, "Pay $42.00");
  await shown(page, "Your card was declined.");
  await pressed(page, "4000 0027 6000 3184");
  await pressed(page, "Pay $42.00");
  await pressed(page, "Complete authentication");
  await shown(page, "Paid");
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: "paid", amount_paid: 4200 });
  expect(newEvents().filter((type) => type.startsWith("invoice."))).toEqual([
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "invoice.paid",
    "invoice.payment_succeeded",
  ]);
});

it("the console shows requests and events, sends an event again, and makes things go wrong", async () => {
  await stripe.customers.create({ email: "again@example.com" });
  await local.control.webhooksSettled();
  const page = await stripePage(local.url);
  await expectWell(page, "console");
  received();
  await tabTo(page, "button", /^Send again: customer\.created evt_/);
  await page.keyboard.press("Enter");
  await shown(page, "The event is on its way again.");
  await expect.poll(() => received()).toEqual(["customer.created"]);

  await page.getByLabel("Copies of each delivery").fill("1");
  await pressed(page, "Set webhooks");
  await shown(page, "The switches of the webhooks are set.");
  await stripe.customers.create();
  await local.control.webhooksSettled();
  expect(received()).toEqual(["customer.created", "customer.created"]);
  await page.getByLabel("What happens").selectOption("429");
  await page.getByLabel("Call", { exact: true }).fill("POST /v1/customers");
  await pressed(page, "Add fault");
  await shown(page, "The next call that fits will fail.");
  await expect(stripe.customers.create()).rejects.toMatchObject({ statusCode: 429 });
  await page.goto(local.url);
  await page.getByText("429", { exact: true }).waitFor();
});

it("pages belong to this machine and to their own forms", async () => {
  const { id: customer } = await aCustomer();
  const session = await stripe.checkout.sessions.create({ mode: "setup", currency: "usd", customer, ...URLS });
  const posted = await fetch(session.url ?? "", { method: "POST", headers: { origin: "https://evil.example" } });
  expect(posted.status).toBe(403);
  await stripe.checkout.sessions.expire(session.id);
  const gone = await fetch(`${local.url}/checkout/${session.id}`);
  expect(gone.status).toBe(410);
  expect(await gone.text()).toContain("This session has expired");
  expect(gone.headers.get("content-security-policy")).toBe(
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  );
  expect((await fetch(`${local.url}/checkout/cs_test_none`)).status).toBe(404);
});
