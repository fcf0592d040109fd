import { usd } from "@scrip/domain/money";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aWorkingOrganization, follow, rowsOf, theServer } from "./testing/index.ts";

const server = theServer();
const CLOCK = new Date(Date.UTC(2026, 2, 2, 9));

/** The largest amounts and the longest names that the API takes. */
const rich = await server.newOrganization({ testClock: CLOCK });
for (let count = 0; count < 3; count += 1)
  await rich.grants.create({ source: "contract", amount: usd("999999999.99") });
await rich.charges.create({ amount: usd("987654321.123457"), project: "p".repeat(200), member: "m".repeat(200) });
await rich.jobs.start({ job: "j".repeat(200), resource: "gpu.h100-80gb", next: { untilMs: 3_600_000 } });

const cents = await server.newOrganization({ testClock: CLOCK });
await cents.grants.create({ source: "signup", amount: usd("5.00") });
await cents.charges.create({ amount: usd("0.10") });

describe("a column of amounts", () => {
  it("shows six decimals, the last four muted, if any of its amounts has a fraction of a cent; otherwise cents", async () => {
    const { page } = await aPage(server);
    await open(page, `/o/${cents.org}/activity`);
    expect((await rowsOf(page, "Credit history")).map(({ Amount, Balance }) => [Amount, Balance])).toEqual([
      ["−$0.10", "$4.90"],
      ["+$5.00", "$5.00"],
    ]);
    await cents.charges.create({ amount: usd("0.0076") });
    const amounts = async () => (await rowsOf(page, "Credit history")).map(({ Amount, Balance }) => [Amount, Balance]);
    await expect.poll(amounts).toEqual([
      ["−$0.007600", "$4.892400"],
      ["−$0.100000", "$4.900000"],
      ["+$5.000000", "$5.000000"],
    ]);
    const cells = page.locator('[role="row"][aria-rowindex] > [role="cell"]');
    const amount = cells.getByText("0000", { exact: true }).first();
    const colours = await amount.evaluate((decimals) => [
      getComputedStyle(decimals).color,
      getComputedStyle(decimals.parentElement ?? decimals).color,
    ]);
    expect(colours[0]).not.toBe(colours[1]);
  });

  it.each([320, 390, 768, 1024, 1440])("is never cut in a window of %d pixels", async (width) => {
    const { page } = await aPage(server, { width, reducedMotion: true });
    await page.goto(`/o/${rich.org}`);
    for (const path of ["", "/jobs", "/activity?holds=shown", "/activity?kind=usage"]) {
      await follow(page, `/o/${rich.org}${path}`);
      await page.locator('main [role="table"] [data-row-link]').first().waitFor();
      await page.locator('main:not(:has([aria-busy="true"]))').waitFor();
      await expect.poll(() => cutAmounts(page), { message: `on ${path}` }).toEqual([]);
    }
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});

const { at } = await aWorkingOrganization(server);

describe("a table", () => {
  it.each([768, 1024, 1440])("has its columns beside each other in a window of %d pixels", async (width) => {
    const { page } = await aPage(server, { width, reducedMotion: true });
    await page.goto(at());
    for (const [path, name] of [
      ["", "Last activities"],
      ["/jobs", "Jobs"],
      ["/jobs/nightly-vision", "Epochs"],
      ["/activity", "Credit history"],
    ] as const) {
      await follow(page, at(path));
      await page.getByRole("table", { name }).getByRole("cell").first().waitFor();
      await page.locator('main:not(:has([aria-busy="true"]))').waitFor();
      await expect.poll(() => stackedCells(page), { message: `on ${path}` }).toEqual([]);
    }
  });
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("table", { name: "Credit history" }).locator("[data-row-link]").first().waitFor();
}

/** The amounts of tables that are cut, wrapped, or reach beyond their row. */
const cutAmounts = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const cut = [];
    for (const cell of document.querySelectorAll('main [role="row"] > [role="cell"]')) {
      const text = cell.textContent;
      if (!/\\$[\\d,]+\\.\\d/.test(text) || getComputedStyle(cell).display === "none") continue;
      const inside = cell.getBoundingClientRect();
      const row = cell.parentElement.getBoundingClientRect();
      const isOutside = [...cell.querySelectorAll(".figures")].some((figure) => {
        const shown = figure.getBoundingClientRect();
        return shown.left < row.left || shown.right > row.right + 0.5 || shown.height > 26;
      });
      if (cell.scrollWidth > cell.clientWidth || isOutside) cut.push(text + ": " + cell.scrollWidth + " of " + cell.clientWidth);
      for (const other of cell.parentElement.children) {
        const box = other.getBoundingClientRect();
        const overlaps = other !== cell && box.width > 1 && box.left < inside.right - 0.5 && box.right > inside.left + 0.5 &&
          box.top < inside.bottom - 0.5 && box.bottom > inside.top + 0.5;
        if (overlaps) cut.push(text + " overlaps " + other.textContent);
      }
    }
    return cut;
  })()`);

/** The cells and headers that do not stand to the right of the one before them. */
const stackedCells = (page: Page): Promise<string[]> =>
  page.evaluate<string[]>(`(() => {
    const stacked = [];
    for (const row of document.querySelectorAll('main [role="row"]')) {
      let end = 0;
      for (const cell of row.children) {
        const box = cell.getBoundingClientRect();
        if (getComputedStyle(cell).display === "none" || box.width === 0) continue;
        if (box.left < end - 0.5) stacked.push(cell.textContent + " in " + row.textContent);
        end = box.right;
      }
    }
    return stacked;
  })()`);
