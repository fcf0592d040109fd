import type Stripe from "stripe";

/** A price of Pro: a month for $20.00, or a year for $200.00. */
export async function proPrice(stripe: Stripe, interval: "month" | "year" = "month"): Promise<Stripe.Price> {
  return stripe.prices.create({
    currency: "usd",
    product_data: { name: "Pro" },
    recurring: { interval },
    unit_amount: interval === "month" ? 2000 : 20_000,
  });
}

export interface Payer {
  readonly customer: string;
  readonly method: string;
  readonly clock: string;
}

/** A customer on a test clock, who pays with a card by default. */
export async function payerAt(stripe: Stripe, instant: string, card = "pm_card_visa"): Promise<Payer> {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: secondsOf(instant) });
  const customer = await stripe.customers.create({ email: "ada@example.com", test_clock: clock.id });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  return { customer: customer.id, method: method.id, clock: clock.id };
}

export function secondsOf(instant: string): number {
  return Date.parse(instant) / 1000;
}

export function instantOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
