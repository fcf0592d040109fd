/** Measures the local Stripe: the CPU of a purchase through Checkout, and the time of 1,000 renewals in one call. */
import { startLocalStripe } from "./index.ts";

const PURCHASES = 200;
const SUBSCRIPTIONS = 1000;
const CARD = { type: "card" as const, card: { number: "4242424242424242", exp_month: 12, exp_year: 2034 } };

const local = await startLocalStripe();

async function call(path: string, params: object): Promise<string> {
  const { status, body } = await local.control.call("POST", path, params);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { readonly id: string }).id;
}

async function purchase(): Promise<void> {
  const session = await fetch(`${local.url}/v1/checkout/sessions`, {
    method: "POST",
    headers: { authorization: `Bearer ${local.secretKey}` },
    body: new URLSearchParams({
      mode: "payment",
      success_url: "https://example.com/ok",
      "line_items[0][price_data][currency]": "usd",
      "line_items[0][price_data][unit_amount]": "2500",
      "line_items[0][price_data][product_data][name]": "Credit",
    }),
  });
  const { id } = (await session.json()) as { readonly id: string };
  await local.control.submitCheckout(id, { method: CARD });
}

async function subscribeAll(): Promise<string> {
  const clock = await call("/v1/test_helpers/test_clocks", { frozen_time: Date.parse("2027-01-01T00:00:00Z") / 1000 });
  const product = { currency: "usd", product_data: { name: "Pro" }, recurring: { interval: "month" } };
  const price = await call("/v1/prices", { ...product, unit_amount: 2000 });
  for (let n = 0; n < SUBSCRIPTIONS; n += 1) {
    const customer = await call("/v1/customers", { test_clock: clock });
    const method = await call("/v1/payment_methods/pm_card_visa/attach", { customer });
    await call("/v1/subscriptions", { customer, default_payment_method: method, items: [{ price }] });
  }
  return clock;
}

await purchase();
const before = process.cpuUsage();
for (let n = 0; n < PURCHASES; n += 1) await purchase();
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  `A purchase through Checkout: ${((user + system) / 1000 / PURCHASES).toFixed(1)} ms of CPU, client included\n`,
);

const clock = await subscribeAll();
const started = performance.now();
const to = Date.parse("2027-02-01T02:00:00Z") / 1000;
await call(`/v1/test_helpers/test_clocks/${clock}/advance`, { frozen_time: to });
const seconds = ((performance.now() - started) / 1000).toFixed(2);
const paid = local.control.events().filter(({ type }) => type === "invoice.paid").length;
process.stdout.write(`${SUBSCRIPTIONS} renewals in one call: ${seconds} s, ${paid - SUBSCRIPTIONS} paid\n`);
await local.stop();
