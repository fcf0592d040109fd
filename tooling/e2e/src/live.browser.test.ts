import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { aPage, aWorkingOrganization, theServer } from "./testing/index.ts";

const HOUR_MS = 3_600_000;

/** Services call this process. Another process serves the pages. */
const server = theServer();
const pages = await server.anotherApi();

const settle = (client: Awaited<ReturnType<typeof aWorkingOrganization>>["client"], hours: number) =>
  client.jobs.settleEpoch({
    job: "nightly-vision",
    quantityMs: hours * HOUR_MS,
    next: { untilMs: (hours + 1) * HOUR_MS },
  });

it("balance, chip and a running job's charge update when a service settles at another process", async () => {
  const { at, client } = await aWorkingOrganization(server);
  const { page } = await aPage(pages, { reducedMotion: true });
  await page.goto(at());
  await chip(page, "Live").waitFor();
  const running = row(page, "nightly-vision");
  const before = await client.balance.get();
  await expect.poll(() => figures(page)).toEqual([usd(before.available), usd(before.available), "$15.96"]);
  // The charts load last. From then on no element moves.
  await page.getByRole("figure").locator("svg").first().waitFor();
  await page.locator("header").filter({ hasText: "Over time" }).getByText("Balance").waitFor();
  const loads = await countLoads(page);
  const places = await placesOf(page);

  const { balance } = await settle(client, 3);

  expect(balance.available).not.toBe(before.available);
  await expect.poll(() => figures(page)).toEqual([usd(balance.available), usd(balance.available), "$23.94"]);
  await expect.poll(() => running.count()).toBe(1);
  expect(await placesOf(page)).toEqual(places);
  expect(await countLoads(page)).toBe(loads);
});

it("reports the lost connection when its API process stops, and catches up after a restart", async () => {
  const { at, client } = await aWorkingOrganization(server);
  const pages = await server.anotherApi();
  // While the process is stopped, the browser logs an error for each request.
  const lost = /^console: Failed to load resource: net::ERR_/;
  const { page } = await aPage(pages, { reducedMotion: true, expected: [lost] });
  await page.goto(at());
  await chip(page, "Live").waitFor();
  // Wait for the whole page, which may load after the stream: offline it shows only loaded data.
  await row(page, "nightly-vision").waitFor();
  await page.getByRole("button", { name: "+1 hour" }).waitFor();

  await pages.stop();
  await chip(page, /Connecting|Offline/).waitFor();
  await chip(page, "Offline, as of").waitFor();
  await page.getByText("No connection.").waitFor();
  const { balance } = await settle(client, 3);
  expect(await figures(page)).not.toContain(usd(balance.available));

  await pages.start();
  await chip(page, "Live").waitFor();
  await expect.poll(() => figures(page)).toEqual([usd(balance.available), usd(balance.available), "$23.94"]);
  await page.getByText("No connection.").waitFor({ state: "detached" });
});

it("the page of a job updates too: its charge, its epochs and its hold", async () => {
  const { at, client } = await aWorkingOrganization(server);
  const { page } = await aPage(pages, { reducedMotion: true });
  await page.goto(at("/jobs/nightly-vision"));
  await chip(page, "Live").waitFor();
  await page.getByText("2 in all").waitFor();
  await settle(client, 3);
  await page.getByText("3 in all").waitFor();
  await expect.poll(() => page.getByRole("region", { name: "Used so far" }).textContent()).toContain("$23.94");
});

const chip = (page: Page, state: string | RegExp) =>
  page.getByRole("banner").getByRole("link", { name: "Available" }).filter({ hasText: state });

const row = (page: Page, job: string) =>
  page.getByRole("table", { name: "Running work" }).getByRole("row").filter({ hasText: job });

/** The large balance, the balance of the chip, and the cost of the job so far. */
async function figures(page: Page): Promise<(string | undefined)[]> {
  const texts = await Promise.all([
    page.getByRole("region", { name: "Available" }).getByRole("link").textContent(),
    chip(page, /./).textContent(),
    row(page, "nightly-vision").getByText("Used so far").locator("..").textContent(),
  ]);
  return texts.map((text) => /\$[\d,.]+\d/.exec(text ?? "")?.[0]);
}

/** The positions of the elements that exist before and after the update. */
const placesOf = (page: Page) =>
  page.locator("header, main section, main h2, main [role=table], nav a").evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, height } = element.getBoundingClientRect();
      return [element.tagName, element.textContent?.slice(0, 20).replace(/[\d.,$]/g, ""), x, y, height];
    }),
  );

/** The time at which the page was loaded. A reload changes it. */
const countLoads = (page: Page) => page.evaluate(() => performance.timeOrigin);

/** Available credit as the page shows it: rounded down to the cent. */
function usd(micros: bigint): string {
  const cents = micros / 10_000n;
  return `$${cents / 100n}.${`${cents % 100n}`.padStart(2, "0")}`;
}
