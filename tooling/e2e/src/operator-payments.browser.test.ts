import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { anOperator, aPage, aServerWithStripe, callAs, inspect, tooWideAt } from "./testing/index.ts";

const server = await aServerWithStripe();
const { control } = server.stripe;
const ada = await anOperator(server, "Ada Operator");

/** Checkout is at another origin. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/];

const CARD = {
  type: "card",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" },
} as const;

const availableOf = async ({ balance }: Awaited<ReturnType<typeof server.newOrganization>>): Promise<bigint> =>
  (await balance.get()).available;

async function reason(page: Page, words: string): Promise<void> {
  await page.getByRole("dialog").getByLabel("Reason").fill(words);
}

it("an operator pays a part of a payment back with a reason, and the member sees it", async () => {
  const organization = await server.newOrganization();
  const { org } = organization;
  const { page: member } = await aPage(server, { reducedMotion: true });
  await member.goto(`/o/${org}/payments`);
  await member.getByText("No payments yet").waitFor();
  const input = { org, amount: "25000000", idempotencyKey: randomUUID() };
  const started = await callAs(member, "mutation", "billing.purchases.start", input);
  const { url, attempt } = started.data as { url: string; attempt: string };
  await control.submitCheckout(url.split("/").at(-1) ?? "", { method: CARD });
  await callAs(member, "mutation", "billing.purchases.follow", { org, attempt });
  expect(await availableOf(organization)).toBe(25_000_000n);

  const { page } = await aPage(server, { as: ada, reducedMotion: true });
  await page.goto(`/operators/o/${org}`);
  const payments = page.getByRole("region", { name: "Payments" });
  await payments.getByRole("button", { name: "Refund" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Amount in dollars").fill("30");
  await dialog.getByText("Only $25.00 of the payment can be refunded").first().waitFor();
  await dialog.getByLabel("Amount in dollars").fill("10");
  await dialog.getByText("Available").waitFor();
  await dialog.getByRole("button", { name: "Pay back" }).click();
  await dialog.getByText("Say why in at least 5 characters").waitFor();
  await reason(page, "The nodes were down for a day");
  expect(await inspect(page, "operator-refund")).toEqual([]);
  await dialog.getByRole("button", { name: "Pay back" }).click();
  await page.getByText("Both audit logs have it").first().waitFor();
  await expect.poll(() => payments.textContent()).toContain("$10.00 paid back");
  await page.getByRole("region", { name: "Acts of operators" }).getByText("Payment refunded").waitFor();
  await page.getByRole("region", { name: "Audit log" }).getByText("“The nodes were down for a day”").waitFor();
  expect(await availableOf(organization)).toBe(15_000_000n);
  const { body } = await control.call("GET", "/v1/refunds");
  expect((body as { data: { amount: number }[] }).data.map(({ amount }) => amount)).toEqual([1000]);

  await member.reload();
  const row = member.getByRole("table", { name: "Payments" }).getByRole("row").nth(1);
  await expect.poll(() => row.textContent()).toMatch(/Refunded in part.*\$10\.00|\$10\.00.*Refunded in part/);
});

it("a payment of another amount waits under Payments to decide, and an operator accepts it", async () => {
  const organization = await server.newOrganization({ name: "Harbor Lab" });
  const { org } = organization;
  const { page: member } = await aPage(server, { expected: EXPECTED, reducedMotion: true });
  await member.goto(`/o/${org}/settings/payment-methods`);
  await member.getByRole("button", { name: "Add payment method" }).click();
  await member.waitForURL(/\/checkout\//);
  await member.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await member.getByRole("button", { name: /^Save/ }).click();
  await member.getByRole("list", { name: "Payment methods" }).getByText("Visa ending in 4242").waitFor();

  // Stripe does not answer about the automatic payment, and another amount is taken in its name.
  control.addFault({ on: "POST /v1/payment_intents", when: "before", how: "drop", times: 100 });
  const amounts = { threshold: "10000000", buys: { amount: "25000000" }, perDay: "200000000", perMonth: "1000000000" };
  await callAs(member, "mutation", "billing.topUp.set", { org, isOn: true, ...amounts });
  const attempts = async (): Promise<readonly string[]> => {
    const { data } = await callAs(member, "query", "billing.payments.list", { org });
    return (data as { payments: { payment: string }[] }).payments.map(({ payment }) => payment);
  };
  await expect.poll(async () => (await attempts()).length).toBe(1);
  const [attempt = ""] = await attempts();
  const customer = control.events().find(({ type, data }) => {
    return type === "customer.created" && JSON.stringify(data).includes(org.slice("org_".length));
  })?.data.object as { id: string };
  const { body: methods } = await control.call("GET", "/v1/payment_methods", { customer: customer.id, type: "card" });
  const [method] = (methods as { data: { id: string }[] }).data;
  const metadata = { scrip_org: org.slice("org_".length), scrip_attempt: attempt.slice("attempt_".length) };
  const paid = { amount: 2600, currency: "usd", customer: customer.id, payment_method: method?.id, metadata };
  await control.call("POST", "/v1/payment_intents", { ...paid, confirm: true, off_session: true });
  await callAs(member, "mutation", "billing.purchases.follow", { org, attempt });
  control.clearFaults();
  expect(await availableOf(organization)).toBe(0n);

  const { page } = await aPage(server, { as: ada, reducedMotion: true });
  await page.goto("/operators/payments");
  const waiting = page.getByRole("region", { name: "Payments that wait for a decision" });
  await waiting.getByRole("link", { name: "Harbor Lab" }).waitFor();
  expect([
    ...(await inspect(page, "payments-to-decide")),
    ...(await tooWideAt(page, 320, "payments-to-decide")),
  ]).toEqual([]);
  await waiting.getByRole("button", { name: "Look" }).click();
  const dialog = page.getByRole("dialog", { name: "Automatic top-up" });
  await dialog.getByText("Another amount was paid.").waitFor();
  await dialog.getByText("$26.00").first().waitFor();
  await dialog.getByText("The organization gets credit for $26.00, less the tax in it.").waitFor();
  await reason(page, "The member agreed to the amount");
  expect(await inspect(page, "payment-to-decide")).toEqual([]);
  await dialog.getByRole("button", { name: "Accept the payment" }).click();
  await page.getByText("Decided").first().waitFor();
  await page.getByText("No payment waits for a decision").waitFor();
  await expect.poll(() => availableOf(organization)).toBe(26_000_000n);
});
