import { expect, it } from "vitest";
import { aPage, aServerWithStripe, inspect, tooWideAt } from "./testing/index.ts";

const server = await aServerWithStripe();
const { control } = server.stripe;

/** Checkout is at another origin. */
const EXPECTED = [/^foreign request: (GET|POST) http:\/\/(127\.0\.0\.1|localhost):/];

/** Makes a card the default one of a customer at Stripe. @param card one of Stripe's ready-made methods */
async function chargeNow(customer: string, card: string): Promise<void> {
  const { body } = await control.call("POST", `/v1/payment_methods/pm_card_${card}/attach`, { customer });
  const { id } = body as { id: string };
  await control.call("POST", `/v1/customers/${customer}`, { invoice_settings: { default_payment_method: id } });
}

it("a plan whose renewal failed says so, is tried again by Pay now, and is paid with another card", async () => {
  const organization = await server.newOrganization({ testClock: new Date("2030-03-10T12:00:00Z") });
  const { org } = organization;
  const { page } = await aPage(server, { expected: EXPECTED, reducedMotion: true });
  await page.goto(`/o/${org}/plan`);
  await page.getByRole("button", { name: "Become Pro" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Continue to payment" }).click();
  await page.waitForURL(/\/checkout\//);
  await page.getByRole("button", { name: /4242 4242 4242 4242/ }).click();
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.getByRole("heading", { name: "The plan is paid" }).waitFor();

  const { customer } = control
    .events()
    .filter(({ type, data }) => type === "customer.subscription.created" && JSON.stringify(data).includes(org.slice(4)))
    .map(({ data }) => data.object as { customer: string })[0] ?? { customer: "" };
  await chargeNow(customer, "chargeCustomerFail");
  await organization.clocks.advance({ to: new Date("2030-04-10T13:00:00Z") });
  await page.goto(`${server.url}/o/${org}/plan`);
  await page.getByText("The last payment failed").waitFor();
  await page.getByRole("region", { name: "Your plan" }).getByText("Payment failed").first().waitFor();
  expect([...(await inspect(page, "plan-past-due")), ...(await tooWideAt(page, 320, "plan-past-due"))]).toEqual([]);
  await page.getByRole("button", { name: "Pay now" }).click();
  await page.getByText("The payment failed again. Use another card.").first().waitFor();

  await chargeNow(customer, "visa");
  await page.getByRole("button", { name: "Pay now" }).click();
  await page.getByText("The plan is paid").first().waitFor();
  await page.getByRole("region", { name: "Your plan" }).getByText("Active").waitFor();
  await expect.poll(() => page.getByText("The last payment failed").count()).toBe(0);
  // The credit of the second month falls due with the payment; that of the first month has expired.
  await organization.clocks.advance({ to: new Date("2030-04-10T13:00:01Z") });
  expect((await organization.balance.get()).available).toBe(20_000_000n);
});
