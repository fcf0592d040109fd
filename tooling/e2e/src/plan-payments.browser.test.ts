import { expect, it } from "vitest";
import { aPage, aServerWithStripe, inspectAt } from "./testing/index.ts";

const server = await aServerWithStripe();

/** Checkout and the portal are at another origin. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/];

/** Opens the plan of a new organization. */
async function aPlanPage(width = 1440) {
  const { org } = await server.newOrganization();
  const { page } = await aPage(server, { width, expected: EXPECTED, reducedMotion: true });
  await page.goto(`/o/${org}/plan`);
  return { org, page };
}

/** Presses Become Pro, and goes on to the page of the payment service. */
async function becomePro(page: Awaited<ReturnType<typeof aPlanPage>>["page"]): Promise<void> {
  await page.getByRole("button", { name: "Become Pro" }).click();
  const dialog = page.getByRole("dialog", { name: "Become Pro?" });
  await dialog.getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL(/\/checkout\//);
}

it("upgrades to Pro through the payment page, and $20.00 more are there", async () => {
  const { org, page } = await aPlanPage();
  await becomePro(page);
  await page.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("heading", { name: "The plan is paid" }).waitFor();
  await page.getByText("You paid $29.00 with Visa ending in 4242.").waitFor();
  await page.getByRole("link", { name: "To the plan" }).click();
  const plan = page.getByRole("region", { name: "Your plan" });
  await plan.getByText("Active").waitFor();
  await page.goto(`${server.url}/o/${org}/credits`);
  await page.getByRole("region", { name: "Balance" }).getByText("$20.00").first().waitFor();

  // The subscription is cancelled in the portal, and the page of the plan says so.
  const [subscription] = server.stripe.control
    .events()
    .filter(({ type, data }) => type === "customer.subscription.created" && JSON.stringify(data).includes(org.slice(4)))
    .map(({ data }) => data.object as { id: string; customer: string });
  const { body } = await server.stripe.control.call("POST", "/v1/billing_portal/sessions", {
    customer: subscription?.customer,
    return_url: `${server.url}/o/${org}/plan`,
  });
  await page.goto((body as { url: string }).url);
  await page.getByRole("link", { name: "Cancel subscription" }).click();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await page.goto(`${server.url}/o/${org}/plan`);
  await page.getByText(/The plan ends on/).waitFor();
  expect(await page.getByText("Ends soon").count()).toBeGreaterThan(0);
});

it.each([1440, 390])("%i pixels wide: what is not paid yet can be gone on with and given up", async (width) => {
  const { org, page } = await aPlanPage(width);
  await becomePro(page);
  await page.getByRole("button", { name: /4000 0000 0000 0002/ }).click();
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page
    .getByText(/declined/)
    .first()
    .waitFor();
  await page.goto(`${server.url}/o/${org}/plan`);
  await page.getByText("Pro is not paid yet").waitFor();
  expect(await inspectAt(page, width, "plan-pending")).toEqual([]);
  await page.getByRole("link", { name: "Continue to payment" }).waitFor();
  await page.getByRole("button", { name: "Give up" }).click();
  await page.getByText("The payment is given up.").first().waitFor();
  await expect.poll(() => page.getByText("Pro is not paid yet").count()).toBe(0);
});
