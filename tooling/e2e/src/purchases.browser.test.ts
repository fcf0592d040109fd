import { expect, it } from "vitest";
import { aPage, aServerWithStripe, inspect, tooWideAt } from "./testing/index.ts";

const server = await aServerWithStripe();

/** Checkout is at another origin, and answers 410 for a page that has ended. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/, /410 \(Gone\)/];

/** Opens the dialog of a new organization, chooses $25 and goes on to the page of the payment service. */
async function atCheckout() {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server, { expected: EXPECTED });
  await page.goto(`/o/${org}/credits`);
  await page.getByRole("button", { name: "Add credit" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "$25.00", exact: true }).click();
  const pay = dialog.getByRole("button", { name: "Pay $25.00" });
  await pay.waitFor();
  const before = await inspect(page, "add-credit");
  await pay.click();
  await page.waitForURL(/\/checkout\//);
  return { org, page, before };
}

it("tops up $25 through the payment page, and the credit is there", async () => {
  const { page, before } = await atCheckout();
  expect(before).toEqual([]);
  await page.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await page.getByRole("button", { name: "Pay $25.00" }).click();
  await page.getByRole("heading", { name: "The credit is added" }).waitFor();
  await page.getByText("You paid $25.00 with Visa ending in 4242.").waitFor();
  expect([...(await inspect(page, "payment-return")), ...(await tooWideAt(page, 320, "payment-return"))]).toEqual([]);
  await page.getByRole("link", { name: "See the credit" }).click();
  await page.getByRole("region", { name: "Balance" }).getByText("$25.00").first().waitFor();
});

it("a declined card adds nothing: the purchase waits, goes on with another card that the bank confirms", async () => {
  const { org, page } = await atCheckout();
  await page.getByRole("button", { name: /4000 0000 0000 0002/ }).click();
  await page.getByRole("button", { name: "Pay $25.00" }).click();
  await page
    .getByText(/declined/)
    .first()
    .waitFor();
  await page.goto(`${server.url}/o/${org}/credits`);
  const waiting = page.getByRole("region", { name: "Purchases without an outcome" });
  await waiting.getByText("Not paid yet").waitFor();
  expect(await inspect(page, "credits-purchase")).toEqual([]);
  await waiting.getByRole("link", { name: "Continue to payment" }).click();
  await page.getByRole("button", { name: /4000 0027 6000 3184/ }).click();
  await page.getByRole("button", { name: "Pay $25.00" }).click();
  await page
    .getByRole("button", { name: /authenticat/i })
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Complete authentication" }).click();
  await page.getByRole("heading", { name: "The credit is added" }).waitFor();
});

it("a purchase is cancelled, and its page takes no payment any more", async () => {
  const { org, page } = await atCheckout();
  const checkout = page.url();
  await page.goto(`${server.url}/o/${org}/credits`);
  const waiting = page.getByRole("region", { name: "Purchases without an outcome" });
  await waiting.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The purchase is cancelled.").first().waitFor();
  await expect.poll(() => waiting.count()).toBe(0);
  await page.goto(checkout);
  await page
    .getByText(/expired|no longer/i)
    .first()
    .waitFor();
});
