import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { aPage, aServerWithStripe, inspect, tooWideAt } from "./testing/index.ts";

const server = await aServerWithStripe();

/** The pages of the payment service are at another origin, and the last payment method is not removed. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/, /409 \(Conflict\)/];

/** Adds the card that pays, on the page of the payment service. */
async function addCard(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add payment method" }).click();
  await page.waitForURL(/\/checkout\//);
  await page.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await page.getByRole("button", { name: /^Save/ }).click();
  await page.waitForURL(/payment-methods/);
}

it("a member adds a card, switches automatic top-up on below the threshold, and has the credit", async () => {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server, { expected: EXPECTED, reducedMotion: true });
  await page.goto(`/o/${org}/settings/payment-methods`);
  await page.getByText("There is no payment method").waitFor();
  expect(await inspect(page, "payment-methods-none")).toEqual([]);
  await addCard(page);
  const methods = page.getByRole("list", { name: "Payment methods" });
  await methods.getByText("Visa ending in 4242").waitFor();
  await methods.getByText("Default").waitFor();
  expect([...(await inspect(page, "payment-methods")), ...(await tooWideAt(page, 320, "payment-methods"))]).toEqual([]);

  await page.goto(`/o/${org}/credits`);
  const card = page.getByRole("region", { name: "Automatic top-up" });
  await card.getByRole("button", { name: "Switch on" }).click();
  const dialog = page.getByRole("dialog", { name: "Automatic top-up" });
  await dialog.getByText("Visa ending in 4242 is charged $25.00 at once, and $25.00 of credit is added.").waitFor();
  expect([...(await inspect(page, "top-up")), ...(await tooWideAt(page, 320, "top-up"))]).toEqual([]);
  await dialog.getByRole("button", { name: "Switch on" }).click();
  await page.getByText("Automatic top-up is on").first().waitFor();
  await page.getByRole("region", { name: "Balance" }).getByText("$25.00").first().waitFor();
  await expect.poll(() => card.textContent()).toContain("Bought today $25.00 of $200.00");

  await page.goto(`/o/${org}/settings/payment-methods`);
  await page.getByRole("button", { name: "Remove Visa ending in 4242" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await expect.poll(() => page.getByRole("alert").allInnerTexts()).toContainEqual(expect.stringMatching(/top-up/));
  expect(await inspect(page, "payment-methods-last")).toEqual([]);
});
