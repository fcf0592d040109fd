import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aWorkingOrganization, downloadBy, theServer } from "./testing/index.ts";

const HOUR_MS = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 5, 9);

const server = theServer();

/** An organization whose credit lasts for 431 seconds, at 46 seconds past a minute. */
async function runningOut() {
  const client = await server.newOrganization({ testClock: new Date(BEGIN) });
  // An RTX 3090 costs $0.44 an hour: $0.0527 pays for 431 seconds.
  await client.grants.create({ source: "purchase", amount: 52_678n });
  await client.jobs.start({ job: "train", resource: "gpu.rtx-3090", next: { untilMs: 60_000 } });
  await client.clocks.advance({ to: new Date(BEGIN + 46_000) });
  return client;
}

const callout = (page: Page) => page.getByRole("region", { name: "What needs attention" });
const status = (page: Page) => page.getByRole("main").getByRole("status").filter({ hasText: "Credit runs out" });
const minutes = (text: string | null) => /(\d+) minutes?/.exec(text ?? "")?.[1];

describe("the callout", () => {
  it("agrees with the chip about the minutes, and is announced once while they count down", async () => {
    const client = await runningOut();
    const { page } = await aPage(server);
    await page.goto(`/o/${client.org}`);
    await callout(page)
      .getByText(/^Credit runs out in \d+ minutes$/)
      .waitFor();
    const chip = page.getByRole("banner").getByRole("link", { name: "Available" });
    // The time of the page is not at a full minute, and the chip and the callout round in the same way.
    for (const seconds of [46, 75, 100]) {
      await client.clocks.advance({ to: new Date(BEGIN + seconds * 1000) });
      await page.reload();
      await callout(page).waitFor();
      await chip.getByText(/minutes/).waitFor();
      expect([seconds, minutes(await chip.textContent())]).toEqual([
        seconds,
        minutes(await callout(page).textContent()),
      ]);
    }
    const said = await status(page).textContent();
    expect(said).toContain("Credit runs out in 7 minutes. At $0.44 an hour");
    await client.jobs.settleEpoch({ job: "train", quantityMs: 60_000, next: { untilMs: 120_000 } });
    await callout(page).getByText("Credit runs out in 6 minutes").waitFor();
    // The words change, and what was read aloud does not.
    await expect.poll(() => status(page).textContent()).toBe(said);
  });
});

it("the chart keeps what it shows in the address, and its amounts are whole", async () => {
  const { at, client } = await aWorkingOrganization(server);
  await client.grants.create({ source: "purchase", amount: 999_000_000_000n });
  const { page } = await aPage(server, { width: 390 });
  await page.goto(at());
  const chart = page.getByRole("region", { name: "Over time" });
  await chart.getByText("$1.0M").waitFor();
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => page.evaluate("document.documentElement.scrollWidth")).toBe(320);
  const cut = await chart
    .locator("svg")
    .first()
    .evaluate((svg) => {
      const edge = svg.getBoundingClientRect();
      return [...svg.querySelectorAll("text")]
        .filter((text) => text.getBoundingClientRect().left < edge.left - 0.5)
        .map((text) => text.textContent);
    });
  expect(cut).toEqual([]);
  await chart.getByRole("button", { name: "Spend per day" }).click();
  await chart.getByText(/was used since/).waitFor();
  await chart.getByRole("button", { name: "7 days" }).click();
  await expect.poll(() => new URL(page.url()).search).toBe("?chart=spend&days=7");
  await page.reload();
  await expect.poll(() => chart.getByRole("button", { name: "7 days" }).getAttribute("aria-pressed")).toBe("true");
  await page.goBack();
  await expect.poll(() => chart.getByRole("button", { name: "30 days" }).getAttribute("aria-pressed")).toBe("true");
  await expect
    .poll(() => chart.getByRole("button", { name: "Spend per day" }).getAttribute("aria-pressed"))
    .toBe("true");
});

it("an organization that has done no work sees the first three steps, and then its figures", async () => {
  const client = await server.newOrganization();
  const { page } = await aPage(server);
  await page.goto(`/o/${client.org}`);
  const steps = page.getByRole("region", { name: "Three steps to the first job" });
  for (const step of ["Make a key for your service", "Start a job", "Invite your colleagues"])
    await steps.getByRole("heading", { name: step }).waitFor();
  await expect.poll(() => steps.textContent()).toContain(client.org);
  await client.grants.create({ source: "purchase", amount: 20_000_000n });
  await client.charges.create({ amount: 1_000_000n });
  await page.getByRole("table", { name: "Last activities" }).waitFor();
  await expect.poll(() => steps.count()).toBe(0);
});

it("a timed job shows what it has accrued, on its page and in both lists", async () => {
  const { at, client } = await aWorkingOrganization(server);
  // It has run for three hours at $0.44 an hour.
  const { page } = await aPage(server);
  await page.goto(at("/jobs/archive"));
  await page.getByRole("region", { name: "Accrued so far" }).getByText("$1.32").waitFor();
  for (const [path, table] of [
    ["/jobs", "Jobs"],
    ["", "Running work"],
  ] as const) {
    await page.goto(at(path));
    await page
      .getByRole("table", { name: table })
      .getByRole("row")
      .filter({ hasText: "archive" })
      .getByText("$1.32")
      .waitFor();
  }
  await client.clocks.advance({ to: new Date(BEGIN + 9 * 24 * HOUR_MS + 16 * HOUR_MS) });
  await client.jobs.complete({ job: "archive", quantityMs: 2 * HOUR_MS });
  await page.goto(at("/jobs/archive"));
  const used = page.getByRole("region", { name: "Used", exact: true });
  await expect.poll(() => used.textContent()).toContain("$0.88");
});

it("sorts the jobs by a press on a header, in the address, on every page", async () => {
  const { at } = await aWorkingOrganization(server);
  const { page } = await aPage(server);
  await page.goto(at("/jobs"));
  const table = page.getByRole("table", { name: "Jobs" });
  const first = () => table.getByRole("row").nth(1).getByRole("link").textContent();
  await table.getByRole("button", { name: "Used" }).click();
  await expect.poll(() => new URL(page.url()).search).toBe("?sort=used");
  await expect.poll(first).toBe("nightly-vision");
  await table.getByRole("button", { name: "Used" }).click();
  await expect.poll(() => new URL(page.url()).search).toBe("?sort=used&order=asc");
  await expect.poll(async () => (await first()) !== "nightly-vision").toBe(true);
  await expect
    .poll(() => table.getByRole("columnheader", { name: "Used" }).getAttribute("aria-sort"))
    .toBe("ascending");
  const totals = page.getByRole("region", { name: "What these jobs add up to" });
  await expect.poll(() => totals.textContent()).toContain("2 running");
  const file = page.getByRole("link", { name: /^CSV ?, download these jobs$/ });
  await expect
    .poll(() => file.getAttribute("href"))
    .toMatch(/^\/download\/jobs\.csv\?org=org_[^&]+&sort=used&direction=asc$/);
  const { name, text } = await downloadBy(file);
  expect(name).toMatch(/^jobs-.*\.csv$/);
  expect(text).toContain("nightly-vision");
});
