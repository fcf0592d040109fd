import { expect, it } from "vitest";
import { aPage, aServerWithStripe, callAs } from "./testing/index.ts";

const CARD = {
  type: "card",
  card: { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" },
} as const;

const server = await aServerWithStripe();

it("B1 credit appears by Stripe's events alone, once, though each comes three times and in another order", async () => {
  const { control } = server.stripe;
  control.setSwitches({ duplicates: 2, isReordered: true });
  const organization = await server.newOrganization();
  const { page } = await aPage(server);
  await page.goto(`/o/${organization.org}`);
  const chip = page.getByRole("banner").getByRole("link", { name: "Available" });
  await chip.filter({ hasText: "Live" }).waitFor();
  const before = (await organization.balance.get()).available;

  const input = { org: organization.org, amount: "25000000", idempotencyKey: "events-alone" };
  const started = await callAs(page, "mutation", "billing.purchases.start", input);
  const { url } = started.data as { url: string };
  // The member pays in another window, and never comes back to the page.
  await control.submitCheckout(url.split("/").at(-1) ?? "", { method: CARD });

  await chip.filter({ hasText: `$${(Number(before) / 1_000_000 + 25).toFixed(2)}` }).waitFor();
  await control.webhooksSettled();
  const deliveries = control.deliveries().filter(({ status }) => status === 200);
  expect(deliveries.length).toBeGreaterThanOrEqual(control.events().length * 3);
  const { available } = await organization.balance.get();
  expect(BigInt(available) - BigInt(before)).toBe(25_000_000n);
});
