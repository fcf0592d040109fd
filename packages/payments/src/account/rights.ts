import Stripe from "stripe";

/** A right of a restricted key, as Stripe's dashboard names it, and a call that needs it and changes nothing. */
interface Right {
  readonly name: string;
  readonly probe: (stripe: Stripe) => Promise<unknown>;
}

/** An id that no object has. Stripe checks rights before it looks for an object. */
const NONE = "scrip_check";

/** The rights that Scrip uses. Those of `setup` alone are not among them. */
const RIGHTS: readonly Right[] = [
  { name: "Customers: write", probe: (stripe) => stripe.customers.update(`cus_${NONE}`, { metadata: {} }) },
  { name: "Checkout Sessions: write", probe: (stripe) => stripe.checkout.sessions.expire(`cs_${NONE}`) },
  {
    name: "Customer portal: write",
    probe: (stripe) => stripe.billingPortal.sessions.create({ customer: `cus_${NONE}` }),
  },
  { name: "PaymentIntents: write", probe: (stripe) => stripe.paymentIntents.update(`pi_${NONE}`, { metadata: {} }) },
  { name: "PaymentMethods: write", probe: (stripe) => stripe.paymentMethods.detach(`pm_${NONE}`) },
  { name: "Charges and Refunds: write", probe: (stripe) => stripe.refunds.update(`re_${NONE}`, { metadata: {} }) },
  { name: "Disputes: read", probe: (stripe) => stripe.disputes.retrieve(`dp_${NONE}`) },
  { name: "Events: read", probe: (stripe) => stripe.events.list({ limit: 1 }) },
  { name: "Invoices: write", probe: (stripe) => stripe.invoices.update(`in_${NONE}`, { metadata: {} }) },
  { name: "Subscriptions: write", probe: (stripe) => stripe.subscriptions.update(`sub_${NONE}`, { metadata: {} }) },
  { name: "Products: write", probe: (stripe) => stripe.products.update(`prod_${NONE}`, { metadata: {} }) },
  { name: "Prices: write", probe: (stripe) => stripe.prices.update(`price_${NONE}`, { metadata: {} }) },
  { name: "Tax Rates: write", probe: (stripe) => stripe.taxRates.update(`txr_${NONE}`, { metadata: {} }) },
  { name: "Webhook Endpoints: read", probe: (stripe) => stripe.webhookEndpoints.list({ limit: 1 }) },
];

/** Tries each right of the key. @returns the names of those that it lacks */
export async function missingRights(stripe: Stripe): Promise<string[]> {
  const missing: string[] = [];
  for (const { name, probe } of RIGHTS) if (await isRefused(probe(stripe))) missing.push(name);
  return missing;
}

/** A call that found no object had the right. @throws the error of a call that says nothing about rights */
async function isRefused(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return false;
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return true;
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return false;
    throw error;
  }
}
