import { openDataSource } from "@scrip/db/schema";
import { longHistory } from "@scrip/db/testing";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { aPage, aServer } from "./testing/index.ts";

const ENTRIES = 100_000;
const PAGE = 200;
/** The pages that the first test scrolls through. */
const PAGES = 15;
/** The rows that a window shows, with some rows above and below. */
const MOST_ROWS = 80;

/** Reads charges, holds and jobs directly, not through the queries of the history. */
const FILTERED = `
  SELECT e.seq FROM entries e
    LEFT JOIN job_charges c ON e.cause_type = 'charge' AND c.id = e.cause_id
    LEFT JOIN holds h ON e.cause_type = 'hold' AND h.id = e.cause_id
    JOIN jobs j ON j.id = coalesce(c.job_id, h.job_id)
  WHERE j.member = 'member-5' AND j.resource = 'gpu.rtx-3090' ORDER BY e.seq DESC`;

const server = await aServer();
const { org } = await server.newOrganization();
const filtered = await withHistory();

it("of 100,000 entries the page draws few at a time, each at its place, and loads more on scrolling", async () => {
  const { page, requests } = await aPage(server, { reducedMotion: true });
  await page.goto(`/o/${org}/activity?holds=shown`);
  await page.getByRole("region", { name: "What these entries add up to" }).getByText("100,000").waitFor();
  const read = PAGES * PAGE;
  const { rows, most } = await scroll(page, read, 5);

  // One entry too many or too few above a row would move the row.
  expect(rows.filter(([place, seq]) => place + seq !== ENTRIES)).toEqual([]);
  expect(rows.length).toBeGreaterThan(read / 10);
  expect(most).toBeLessThanOrEqual(MOST_ROWS);
  const asked = requests().filter((url) => url.includes("activity.list")).length;
  expect(asked).toBeGreaterThanOrEqual(PAGES);
  expect(asked).toBeLessThan(PAGES * 1.5);
  const table = page.getByRole("table", { name: "Credit history" });
  await expect.poll(() => table.getAttribute("aria-rowcount")).toBe(`${ENTRIES + 1}`);
  await page.evaluate(() => scrollTo({ top: 0 }));
  await page.getByRole("heading", { level: 3, name: /^Fri 2 Jan/ }).waitFor();
});

it("a filtered history scrolls to its end, without a repeated or missing entry", async () => {
  const { page } = await aPage(server, { reducedMotion: true });
  await page.goto(`/o/${org}/activity?member=member-5&resource=gpu.rtx-3090&holds=shown`);
  expect(filtered.length).toBeGreaterThan(4 * PAGE);
  const { rows, most } = await scroll(page, filtered.length, 0.7);
  expect(rows).toEqual(filtered.map((seq, place) => [place, seq]));
  expect(most).toBeLessThanOrEqual(MOST_ROWS);
  const table = page.getByRole("table", { name: "Credit history" });
  await expect.poll(() => table.getAttribute("aria-rowcount")).toBe(`${filtered.length + 1}`);
}, 120_000);

/** Fills the ledger by SQL, bypassing its rules. @returns the numbers of the filtered entries, newest first */
async function withHistory(): Promise<number[]> {
  const owner = await openDataSource(server.ownerUrl, { applicationName: "scrip-test-history" });
  try {
    const [{ id }] = await owner.query<[{ id: string }]>("SELECT org_id AS id FROM organizations");
    await longHistory(owner, id, ENTRIES);
    const rows = await owner.query<{ seq: string }[]>(FILTERED);
    return rows.map(({ seq }) => Number(seq));
  } finally {
    await owner.destroy();
  }
}

interface Scrolled {
  /** The place of each drawn row, from 0, and the number of its entry, from the top down. */
  readonly rows: readonly (readonly [number, number])[];
  /** The highest number of rows drawn at once. */
  readonly most: number;
}

/**
 * Scrolls to the end until the given number of rows exists, then through the rows in steps of the given number of
 * windows. The function runs in the page, where each turn costs one frame and no call.
 */
async function scroll(page: Page, count: number, windows: number): Promise<Scrolled> {
  await page.getByRole("table", { name: "Credit history" }).locator("[data-row-link]").first().waitFor();
  return page.evaluate<Scrolled>(`(async () => {
    const places = new Map();
    let most = 0;
    const look = async (top) => {
      scrollTo({ top });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const rows = document.querySelectorAll('[aria-label="Credit history"] [role=row][aria-rowindex]');
      most = Math.max(most, rows.length);
      for (const row of rows) {
        const link = row.querySelector("[data-row-link]");
        if (link === null) continue;
        const [place, seq] = [Number(row.getAttribute("aria-rowindex")) - 2, Number(new URL(link.href).searchParams.get("entry"))];
        const before = places.get(place) ?? seq;
        if (before !== seq) throw new Error("Place " + place + " had entry " + before + " and now has entry " + seq + ".");
        places.set(place, seq);
      }
    };
    const end = () => document.documentElement.scrollHeight - innerHeight;
    while (!places.has(${count} - 1)) await look(end());
    for (let top = 0; top < end(); top += innerHeight * ${windows}) await look(top);
    return { rows: [...places].toSorted(([one], [other]) => one - other), most };
  })()`);
}
