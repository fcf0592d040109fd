import { afterAll, expect, it } from "vitest";
import { payerAt, secondsOf } from "./testing/catalog.ts";
import { failureOf, openStripe } from "./testing/open-stripe.ts";

const { local, stripe, newEvents } = await openStripe();
afterAll(() => local.stop());

const customerWith = async (card: string) => {
  const customer = await stripe.customers.create({ email: "ada@example.com" });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  newEvents();
  return { customer: customer.id, payment_method: method.id };
};

it("charges a saved card without the customer", async () => {
  const payer = await customerWith("pm_card_visa");
  const paid = await stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    ...payer,
    off_session: true,
    confirm: true,
    metadata: { attempt: "1" },
    expand: ["latest_charge"],
  });
  const charge = await stripe.charges.retrieve(String((paid.latest_charge as { id: string }).id), {
    expand: ["balance_transaction"],
  });
  expect(charge.balance_transaction).toMatchObject({ amount: 2000, fee: 88, net: 1912 });
  expect(paid).toMatchObject({
    status: "succeeded",
    amount_received: 2000,
    metadata: { attempt: "1" },
    latest_charge: { paid: true, balance_transaction: null },
  });
  expect(newEvents()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "charge.updated",
  ]);
});

const offSession = (payer: { customer: string; payment_method: string }) =>
  stripe.paymentIntents.create({ amount: 2000, currency: "usd", ...payer, off_session: true, confirm: true });

it.each([
  ["pm_card_chargeCustomerFail", "card_declined", "generic_decline", "try_again_later"],
  ["pm_card_authenticationRequired", "authentication_required", "authentication_required", undefined],
  ["pm_card_authenticationRequiredOnSetup", "authentication_required", "authentication_required", undefined],
])("declines %s without the customer", async (card, code, declineCode, advice) => {
  const payer = await customerWith(card);
  const error = await failureOf(offSession(payer));
  expect(error).toMatchObject({ type: "StripeCardError", statusCode: 402, code, decline_code: declineCode });
  const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? "", { expand: ["latest_charge"] });
  expect(intent).toMatchObject({
    status: "requires_payment_method",
    payment_method: null,
    last_payment_error: { code, payment_method: { id: payer.payment_method } },
    latest_charge: { status: "failed", failure_code: code, outcome: { type: "issuer_declined" } },
  });
  expect(intent.last_payment_error?.advice_code).toBe(advice);
  expect(newEvents()).toEqual(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
});

it.each([
  ["4000000000000002", "card_declined", "generic_decline", "try_again_later"],
  ["4000000000009995", "card_declined", "insufficient_funds", "try_again_later"],
  ["4000000000009987", "card_declined", "lost_card", "do_not_try_again"],
  ["4000000000009979", "card_declined", "stolen_card", "do_not_try_again"],
  ["4000000000000069", "expired_card", "", "do_not_try_again"],
  ["4000000000000127", "incorrect_cvc", "", "confirm_card_data"],
])("declines %s, which cannot be saved either", async (number, code, declineCode, advice) => {
  const { id } = await stripe.paymentMethods.create({ type: "card", card: { number, exp_month: 12, exp_year: 2034 } });
  const pay = stripe.paymentIntents.create({ amount: 500, currency: "usd", payment_method: id, confirm: true });
  const error = await failureOf(pay);
  expect([error.code, error.decline_code, error.advice_code]).toEqual([code, declineCode, advice]);
  const customer = await stripe.customers.create();
  const refused = await failureOf(stripe.paymentMethods.attach(id, { customer: customer.id }));
  expect([refused.statusCode, refused.code, refused.decline_code]).toEqual([402, code, declineCode]);
});

it.each([
  [{ number: "4242424242424241" }, "incorrect_number", "number"],
  [{ number: "4242424242424242", exp_month: 13 }, "invalid_expiry_month", "exp_month"],
  [{ number: "4242424242424242", exp_year: 2020 }, "invalid_expiry_year", "exp_year"],
  [{ number: "4242424242424242", cvc: "1" }, "invalid_cvc", "cvc"],
])("takes no card like %o", async (card, code, param) => {
  const create = stripe.paymentMethods.create({ type: "card", card: { exp_month: 12, exp_year: 2034, ...card } });
  expect(await failureOf(create)).toMatchObject({ statusCode: 402, code, param });
});

it("waits for the customer to authenticate a payment on the session", async () => {
  const payer = await customerWith("pm_card_authenticationRequired");
  const waiting = await stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    ...payer,
    confirm: true,
    return_url: "https://example.com/back",
  });
  expect(waiting).toMatchObject({
    status: "requires_action",
    next_action: { type: "redirect_to_url", redirect_to_url: { return_url: "https://example.com/back" } },
  });
  await local.control.authenticate(waiting.id, "fail");
  expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { code: "payment_intent_authentication_failure" },
  });
  const again = await stripe.paymentIntents.confirm(waiting.id, { payment_method: payer.payment_method });
  await local.control.authenticate(again.id, "pass");
  const paid = await stripe.paymentIntents.retrieve(again.id, { expand: ["latest_charge"] });
  expect(paid).toMatchObject({
    status: "succeeded",
    latest_charge: { payment_method_details: { card: { three_d_secure: { result: "authenticated" } } } },
  });
  expect(newEvents()).toEqual([
    "payment_intent.created",
    "payment_intent.requires_action",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "charge.succeeded",
    "payment_intent.succeeded",
    "charge.updated",
  ]);
});

it("asks once for the authentication of a card that is set up, and each time for one that always asks", async () => {
  for (const [card, outcome] of [
    ["pm_card_authenticationRequiredOnSetup", "succeeded"],
    ["pm_card_authenticationRequired", "authentication_required"],
  ] as const) {
    const { id: customer } = await stripe.customers.create();
    const setup = await stripe.setupIntents.create({ customer, payment_method: card, confirm: true });
    expect(setup.status).toBe("requires_action");
    await local.control.authenticate(setup.id, "pass");
    const { payment_method } = await stripe.setupIntents.retrieve(setup.id);
    const paid = await offSession({ customer, payment_method: payment_method as string }).catch(({ code }) => ({
      status: code,
    }));
    expect(paid.status).toBe(outcome);
  }
});

it.each([
  ["000123456789", "succeeded", "payment_intent.succeeded"],
  ["000222222227", "requires_payment_method", "payment_intent.payment_failed"],
])("lets the bank account %s take days", async (account_number, status, event) => {
  const { customer, clock } = await payerAt(stripe, "2027-03-01T00:00:00Z");
  const { id: bank } = await stripe.paymentMethods.create({
    type: "us_bank_account",
    us_bank_account: { account_number, account_holder_type: "individual", routing_number: "110000000" },
    billing_details: { name: "Ada" },
  });
  await stripe.paymentMethods.attach(bank, { customer });
  newEvents();
  const intent = await stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    customer,
    payment_method: bank,
    allowed_payment_method_types: ["us_bank_account"],
    confirm: true,
  });
  expect(intent.status).toBe("processing");
  expect(newEvents()).toEqual(["payment_intent.created", "charge.pending", "payment_intent.processing"]);
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-03-04T23:59:59Z") });
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("processing");
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: secondsOf("2027-03-05T00:00:00Z") });
  expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe(status);
  expect(newEvents()).toContain(event);
});

it("refuses a payment method of another customer, and a second payment of an intent", async () => {
  const payer = await customerWith("pm_card_visa");
  const other = await stripe.customers.create();
  await expect(offSession({ ...payer, customer: other.id })).rejects.toMatchObject({ statusCode: 400 });
  const { id } = await offSession(payer);
  await expect(stripe.paymentIntents.confirm(id)).rejects.toMatchObject({ code: "payment_intent_unexpected_state" });
  await expect(stripe.paymentIntents.cancel(id)).rejects.toMatchObject({ code: "payment_intent_unexpected_state" });
});

it("tells of a card that the bank renewed", async () => {
  const payer = await customerWith("pm_card_visa");
  await local.control.renewCard(payer.payment_method, 6, 2040);
  expect(newEvents()).toEqual(["payment_method.automatically_updated"]);
  const method = await stripe.customers.retrievePaymentMethod(payer.customer, payer.payment_method);
  expect(method.card).toMatchObject({ exp_month: 6, exp_year: 2040 });
});
