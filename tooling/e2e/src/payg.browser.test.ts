import { publishCatalog } from "@scrip/db/catalog";
import { openHomes } from "@scrip/db/schema";
import { catalogText, payg } from "@scrip/domain/catalog";
import { usd } from "@scrip/domain/money";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { anOperator, aPage, aServer, inspect, tooWideAt } from "./testing/index.ts";

const server = await aServer({ SCRIP_CATALOG: "payg" });
const olga = await anOperator(server, "Olga Operator");

const yourPlan = (page: Page) => page.getByRole("region", { name: "Your plan" });

it("an organization on Core asks sales, has a reserved GPU by contract, and keeps everything when the contract ends", async () => {
  const testClock = new Date("2027-04-01T09:00:00Z");
  const client = await server.newOrganization({ name: "Harbor Robotics", testClock });
  await client.grants.create({ source: "purchase", amount: usd("50") });
  const { page } = await aPage(server, { reducedMotion: true });
  await page.goto(`/o/${client.org}/plan`);
  await yourPlan(page).getByText("Core").waitFor();
  await page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: "Enterprise" }) })
    .getByRole("link", { name: "Talk to sales" })
    .click();
  await page.getByText("For Harbor Robotics.").waitFor();
  await expect.poll(() => page.getByLabel("About").inputValue()).toBe("enterprise");
  await page.getByLabel("What do you need?").fill("8 reserved H100 in April.");
  await page.getByRole("button", { name: "Send the request" }).click();
  await page.getByRole("heading", { name: "Your request is sent" }).waitFor();

  const operator = (await aPage(server, { as: olga, reducedMotion: true })).page;
  await operator.goto("/operators/sales");
  const request = operator.getByRole("listitem").filter({ hasText: "8 reserved H100 in April." });
  await request.getByRole("link", { name: "Open the organization" }).click();
  await operator.getByRole("button", { name: "Enter a contract" }).click();
  const dialog = operator.getByRole("dialog", { name: "Enter a contract" });
  await dialog.getByLabel("Reserved H100 80GB, per hour").fill("2.10");
  await dialog.getByLabel("Ends").fill("2027-05-01T00:00");
  await dialog.getByLabel("Reason").fill("Signed on paper");
  await dialog.getByText("Harbor Robotics is on Enterprise").waitFor();
  await dialog.getByRole("button", { name: "Enter the contract" }).click();
  await operator.getByText("The contract runs: Enterprise").first().waitFor();

  await page.goto(`/o/${client.org}/plan`);
  await yourPlan(page).getByText("Enterprise").waitFor();
  await yourPlan(page).getByText("$2.10 per hour").waitFor();
  await yourPlan(page).getByText("1 May, 00:00").waitFor();
  const reserved = page.getByRole("table", { name: "Training" }).getByRole("row", { name: /^Reserved H100 80GB/ });
  await page.goto(`/prices?org=${client.org}`);
  await reserved.getByText("$2.10").waitFor();
  await reserved.getByText("Contract", { exact: true }).waitFor();

  await page.goto(`/o/${client.org}/plan`);
  const bar = page.getByRole("region", { name: "Test clock" });
  await bar.getByRole("button", { name: "+1 month" }).click();
  await bar.getByText("1 May 2027, 09:00:00 UTC").waitFor();
  await yourPlan(page).getByText("Core").waitFor();
  expect((await client.balance.get()).available).toBe(usd("50"));
  await page.goto(`/prices?org=${client.org}`);
  await reserved.getByText("By contract").waitFor();
});

it.each([1440, 390])(
  "%i pixels wide: the pages of sales and of the catalog fit, and axe finds nothing",
  async (width) => {
    await publishAnother();
    const { page } = await aPage(server, { as: olga, width, reducedMotion: true });
    const wrong: string[] = [];
    const see = async (name: string): Promise<void> => {
      wrong.push(...(await inspect(page, `operators-${name}-${width}`)));
      if (width < 600) wrong.push(...(await tooWideAt(page, 320, name)));
    };
    await page.goto("/operators/sales");
    await page.getByText("8 reserved H100 in April.").waitFor();
    await see("sales");
    await page.goto("/operators/catalog");
    const changes = page.getByRole("list", { name: "What version 2 changes" });
    await expect.poll(() => changes.getByRole("listitem").count()).toBe(1);
    for (const text of ["L40S costs $1.20 an hour, before $1.14 an hour.", "Work that begins on this version."])
      await expect.poll(() => changes.textContent()).toContain(text);
    await page.getByText("The first version.").waitFor();
    await see("catalog");
    expect(wrong).toEqual([]);
  },
);

/** Publishes the catalog with another price. The same text makes no second version. */
async function publishAnother(): Promise<void> {
  const homes = await openHomes({ organizations: server.ownerUrl }, { applicationName: "scrip-test-catalog" });
  const l40s = { ...payg.resources["gpu.l40s"], rate: "1.20" };
  const changed = { ...payg, resources: { ...payg.resources, "gpu.l40s": l40s } };
  try {
    await publishCatalog(homes, catalogText(changed), Date.now());
  } finally {
    await homes.close();
  }
}
