import { expect, it } from "vitest";
import { anOperator, aPage, aServerWithStripe, downloadBy, inspect, tooWideAt } from "./testing/index.ts";

const server = await aServerWithStripe();

/** Checkout is at another origin. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/];

it("a payment is in the history with its balance, and in the statement of the month, which downloads as CSV", async () => {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server, { expected: EXPECTED, reducedMotion: true });
  await page.goto(`/o/${org}/payments`);
  await page.getByText("No payments yet").waitFor();
  expect(await inspect(page, "payments-empty")).toEqual([]);
  await page.goto(`/o/${org}/statements`);
  await page.getByText("No statements yet").waitFor();

  await page.goto(`/o/${org}/credits`);
  await page.getByRole("button", { name: "Add credit" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "$25.00", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Pay $25.00" }).click();
  await page.waitForURL(/\/checkout\//);
  await page.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await page.getByRole("button", { name: "Pay $25.00" }).click();
  await page.getByRole("heading", { name: "The credit is added" }).waitFor();

  await page.goto(`${server.url}/o/${org}/settings/billing`);
  await page.getByText("Payments are final").waitFor();
  expect([...(await inspect(page, "billing")), ...(await tooWideAt(page, 320, "billing"))]).toEqual([]);
  await page
    .getByRole("main")
    .getByRole("link", { name: /^Payments/ })
    .click();
  const row = page.getByRole("table", { name: "Payments" }).getByRole("row").nth(1);
  await row.getByText("Paid", { exact: true }).waitFor();
  await expect.poll(() => row.textContent()).toContain("Visa ending in 4242");
  await expect.poll(() => row.textContent()).toContain("$25.00");
  expect([...(await inspect(page, "payments")), ...(await tooWideAt(page, 320, "payments"))]).toEqual([]);
  const payments = await downloadBy(page.getByRole("link", { name: /^CSV/ }));
  expect(payments.text).toContain(",Credit,Paid,25.00,0.00,25.00,0.00,0.00,25.00,Visa ending in 4242,");

  await page.goto(`${server.url}/o/${org}/statements`);
  await page.getByRole("table", { name: "Statements" }).getByRole("link").first().click();
  const summary = page.getByRole("table", { name: "Credit of the month" });
  await summary.getByRole("row", { name: /^Credit added, purchase/ }).waitFor();
  await expect.poll(() => summary.getByRole("row").last().textContent()).toMatch(/^Closing balance.*\$25\.00$/);
  expect([...(await inspect(page, "statement")), ...(await tooWideAt(page, 320, "statement"))]).toEqual([]);
  const statement = await downloadBy(page.getByRole("link", { name: /^CSV/ }));
  expect(statement.text).toContain("Closing balance,,,,,,0.00,25.00,0.00,25.00,0.00");
});

it("the command menu finds the pages about money under the words that people use", async () => {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server, { reducedMotion: true });
  await page.goto(`/o/${org}`);
  await page.getByText("Start a job").first().waitFor();
  for (const [words, title] of [
    ["add credits", "Credits"],
    ["buy credits", "Credits"],
    ["top up", "Credits"],
    ["manage subscription", "Plan"],
    ["upgrade to pro", "Plan"],
    ["download invoice", "Invoices"],
    ["billing portal", "Billing"],
    ["payment method", "Billing"],
    ["credit card", "Billing"],
    ["receipt", "Invoices"],
    ["monthly statement", "Statements"],
    ["payment history", "Payments"],
  ] as const) {
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Commands" }).locator("input:focus").waitFor();
    await page.keyboard.type(words);
    const found = page.getByRole("dialog").getByRole("option", { name: new RegExp(`^${title}`) });
    await expect.poll(() => found.count(), { message: words }).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
});

it("an operator reads the revenue of a month, and downloads it", async () => {
  const operator = await anOperator(server, "Ada");
  const { page } = await aPage(server, { as: operator, reducedMotion: true });
  await page.goto("/operators/revenue");
  await page.getByText("Deferred: paid credit that is not used yet").first().waitFor();
  await page.getByText("The credit that purchases gave is the net of their payments.").waitFor();
  expect([...(await inspect(page, "revenue")), ...(await tooWideAt(page, 320, "revenue"))]).toEqual([]);
  const file = await downloadBy(page.getByRole("link", { name: /^CSV/ }));
  expect(file.text).toContain("Account,Line,Amount (USD)");
});
