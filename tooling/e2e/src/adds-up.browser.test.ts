import { usd } from "@scrip/domain/money";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { aPage, aWorkingOrganization, microsOf, rowsOf, sumsOf, theServer } from "./testing/index.ts";

const server = theServer();
const { at, client } = await aWorkingOrganization(server);
const DAY_MS = 86_400_000;

/** Debt that new credit pays, a refund, and credit that is taken back, reinstated and forgiven, within three days. */
const corrected = await server.newOrganization({ testClock: new Date(Date.UTC(2026, 2, 2, 9)) });
await corrected.grants.create({ source: "signup", amount: usd("1.00"), expiresAt: new Date(Date.UTC(2026, 2, 3)) });
const { grant } = await corrected.grants.create({ source: "purchase", amount: usd("2.00") });
const { charge } = await corrected.charges.create({
  amount: usd("5.000001"),
  onShortfall: "owe",
  resource: "gpu.l40s",
});
await corrected.clocks.advance({ to: new Date(Date.UTC(2026, 2, 3, 9)) });
await corrected.grants.create({ source: "purchase", amount: usd("3.00") });
await corrected.charges.refund({ charge, amount: usd("1.50") });
await corrected.grants.revoke({ grant, amount: usd("2.00") });
await corrected.clocks.advance({ to: new Date(Date.UTC(2026, 2, 3, 9) + DAY_MS) });
await corrected.grants.reinstate({ grant, amount: usd("0.75") });
await corrected.grants.create({ source: "purchase", amount: usd("8.00") });
const held = await corrected.holds.place({ amount: usd("2.25") });
await corrected.holds.settle({ hold: held.hold, amount: usd("1.10") });
await corrected.charges.create({ amount: usd("20.00"), onShortfall: "owe" });

const HISTORIES = [
  ["ordinary", at("/activity")],
  ["ordinary, with holds", at("/activity?holds=shown")],
  ["corrected", `/o/${corrected.org}/activity`],
  ["corrected, with holds", `/o/${corrected.org}/activity?holds=shown`],
  ["corrected, of two days", `/o/${corrected.org}/activity?from=2026-03-03&to=2026-03-04`],
] as const;

describe("Activity", () => {
  it.each(HISTORIES)("adds up line by line: %s", async (_, path) => {
    const { page } = await aPage(server);
    await open(page, path);
    const rows = await rowsOf(page, "Credit history");
    expect(rows.length).toBeGreaterThan(3);
    for (const [index, { What = "", Amount = "", Balance = "" }] of rows.entries()) {
      const below = rows[index + 1];
      if (below === undefined) continue;
      const change = microsOf(Balance) - microsOf(below.Balance ?? "");
      expect(change, `${What} of ${Amount} at ${Balance}`).toBe(/^[+−]/.test(Amount) ? microsOf(Amount) : 0n);
    }
  });

  it.each(HISTORIES)("has one line of sums that leads to the balance: %s", async (_, path) => {
    const { page } = await aPage(server);
    await open(page, path);
    const rows = await rowsOf(page, "Credit history");
    await expect.poll(async () => (await sumsOf(page)).at(-1)?.micros).not.toBeNull();
    const [entries, ...sums] = await sumsOf(page);
    expect(entries?.name).toBe("Entries");
    const totalAt = sums.findIndex(({ mark }) => mark === "=");
    const total = sums[totalAt]?.micros;
    expect(added(sums.slice(0, totalAt))).toBe(total);
    const parts = sums.slice(totalAt + 1);
    expect(parts.map(({ name }) => name)).toEqual(["Of it available", "On hold", "Owed"]);
    expect(added(parts)).toBe(total);
    expect(total).toBe(microsOf(rows[0]?.Balance ?? ""));
    const balance = await (path.includes(corrected.org) ? corrected : client).balance.get();
    expect(parts.map(({ micros }) => micros)).toEqual([balance.available, balance.reserved, balance.owed]);
  });

  it("has days as headings, each with the sum of its lines", async () => {
    const { page } = await aPage(server);
    await open(page, `/o/${corrected.org}/activity`);
    const table = page.getByRole("table", { name: "Credit history" });
    await expect.poll(() => table.getByRole("rowheader").allTextContents()).toHaveLength(3);
    await expect.poll(async () => (await daysOf(page)).every(({ sum }) => sum !== null)).toBe(true);
    const days = await daysOf(page);
    expect(days.map(({ day }) => day.slice(0, 9))).toEqual(["Wed 4 Mar", "Tue 3 Mar", "Mon 2 Mar"]);
    for (const { sum, amounts } of days) expect(sum).toBe(amounts.reduce((all, amount) => all + amount, 0n));
  });

  it("shows holds in grey behind a switch, which is in the address", async () => {
    const { page } = await aPage(server);
    await open(page, at("/activity"));
    expect((await rowsOf(page, "Credit history")).filter(({ What }) => What === "On hold")).toEqual([]);
    await page.getByRole("switch", { name: "Show holds" }).click();
    await page.waitForURL((url) => url.search === "?holds=shown");
    await page.getByRole("table", { name: "Credit history" }).getByText("On hold", { exact: true }).first().waitFor();
    const words = (text: string) =>
      page.getByRole("table", { name: "Credit history" }).getByText(text, { exact: true });
    expect(await colourOf(words("On hold").first())).not.toBe(await colourOf(words("Usage").first()));
    await page.goBack();
    await page.waitForURL((url) => url.search === "");
  });

  it("shows no balance if lines in between are left out", async () => {
    const { page } = await aPage(server);
    await open(page, at("/activity?kind=usage"));
    await page.getByRole("columnheader", { name: "Amount" }).waitFor();
    await expect.poll(() => page.getByRole("columnheader", { name: "Balance" }).count()).toBe(0);
    expect((await sumsOf(page)).map(({ name }) => name).at(-1)).toBe("Total");
  });
});

/** Opens a history and waits for its lines and sums. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole("table", { name: "Credit history" }).locator("[data-row-link]").first().waitFor();
  await page.locator('[role="table"][aria-label="Credit history"]:not([aria-busy])').waitFor();
  await page.locator('section[aria-label="What these entries add up to"][aria-busy="false"]').waitFor();
}

const added = (sums: Awaited<ReturnType<typeof sumsOf>>): bigint =>
  sums.reduce((sum, { mark, micros }) => (mark === "−" ? sum - (micros ?? 0n) : sum + (micros ?? 0n)), 0n);

const colourOf = (element: ReturnType<Page["locator"]>): Promise<string> =>
  element.evaluate((found) => getComputedStyle(found).color);

/** Each day's heading, its sum, and the amounts of its lines. */
async function daysOf(page: Page) {
  const rows = await page
    .getByRole("table", { name: "Credit history" })
    .locator('[role="row"]')
    .evaluateAll((found) =>
      found.slice(1).map((row) => ({
        day: row.querySelector('[role="rowheader"] h3')?.textContent ?? null,
        cells: [...row.querySelectorAll('[role="cell"]')].map((cell) => {
          const copy = cell.cloneNode(true) as typeof cell;
          for (const hidden of copy.querySelectorAll(".sr-only")) hidden.remove();
          return copy.textContent ?? "";
        }),
      })),
    );
  const days: { day: string; sum: bigint | null; amounts: bigint[] }[] = [];
  for (const { day, cells } of rows)
    if (day !== null)
      days.push({ day, sum: cells[0]?.includes("$") === true ? microsOf(cells[0]) : null, amounts: [] });
    else days.at(-1)?.amounts.push(microsOf(cells.at(-2) ?? ""));
  return days;
}
