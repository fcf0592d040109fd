import { afterAll, expect, it } from "vitest";
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

it.each([
  ["pm_card_chargeCustomerFail", "card_declined", "generic_decline"],
  ["pm_card_authenticationRequired", "authentication_required", "authentication_required"],
])("declines %s without the customer", async (card, code, declineCode) => {
  const payer = await customerWith(card);
  const error = await failureOf(
    stripe.paymentIntents.create({ amount: 2000, currency: "usd", ...payer, off_session: true, confirm: true }),
  );
  expect(error).toMatchObject({ type: "StripeCardError", statusCode: 402, code, decline_code: declineCode });
  const intent = await stripe.paymentIntents.retrieve(error.payment_intent?.id ?? "");
  expect(intent).toMatchObject({
    status: "requires_payment_method",
    payment_method: null,
    last_payment_error: { code },
  });
  expect(newEvents()).toEqual(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
});
