import { afterAll, expect, it } from "vitest";
import { startLocalStripe } from "./index.ts";

const local = await startLocalStripe();
afterAll(() => local.stop());

const call = async <T = { id: string }>(path: string, params: object, method = "POST"): Promise<T> => {
  const { status, body } = await local.control.call(method, path, params);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as T;
};
const post = (path: string, form: Record<string, string>) =>
  fetch(local.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${local.secretKey}` },
    body: new URLSearchParams(form),
  }).then((answer) => answer.json() as Promise<{ id: string }>);
const CARD = { type: "card" as const, card: { number: "4242424242424242", exp_month: 12, exp_year: 2034 } };

/** Its own CPU: other programs on the machine do not count. */
function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const purchase = async () => {
  const { id } = await post("/v1/checkout/sessions", {
    mode: "payment",
    success_url: "https://example.com/ok",
    "line_items[0][price_data][currency]": "usd",
    "line_items[0][price_data][unit_amount]": "2500",
    "line_items[0][price_data][product_data][name]": "Credit",
  });
  await local.control.submitCheckout(id, { method: CARD });
};

it("takes under 50 ms of CPU for a purchase through Checkout", async () => {
  await purchase();
  const before = process.cpuUsage();
  for (let n = 0; n < 20; n += 1) await purchase();
  expect(cpuMsSince(before) / 20).toBeLessThan(50);
});

it("renews 1,000 subscriptions of a test clock in one call in under 10 s", async () => {
  const clock = await call("/v1/test_helpers/test_clocks", { frozen_time: Date.parse("2027-01-01T00:00:00Z") / 1000 });
  const { id: price } = await call("/v1/prices", {
    currency: "usd",
    product_data: { name: "Pro" },
    recurring: { interval: "month" },
    unit_amount: 2000,
  });
  for (let n = 0; n < 1000; n += 1) {
    const { id: customer } = await call("/v1/customers", { test_clock: clock.id });
    const { id: method } = await call("/v1/payment_methods/pm_card_visa/attach", { customer });
    await call("/v1/subscriptions", { customer, default_payment_method: method, items: [{ price }] });
  }
  const before = process.cpuUsage();
  await call(`/v1/test_helpers/test_clocks/${clock.id}/advance`, {
    frozen_time: Date.parse("2027-02-01T02:00:00Z") / 1000,
  });
  expect(cpuMsSince(before)).toBeLessThan(10_000);
  const paid = local.control.events().filter(({ type }) => type === "invoice.paid");
  expect(paid).toHaveLength(2000);
});
