import { openDataSource } from "@scrip/db";
import { longHistory } from "@scrip/db/testing";
import { expect, it } from "vitest";
import { aPage, aServer } from "./testing/index.ts";

const ENTRIES = 100_000;
const PAGE = 200;
/** What a window shows, with some above and below it. */
const MOST_ROWS = 120;

const server = await aServer();

it("100,000 entries scroll to the first one: page by page, few rows at a time, none twice and none left out", async () => {
  const { org } = await server.newOrganization();
  const owner = await openDataSource(server.ownerUrl, { applicationName: "scrip-test-history" });
  try {
    const [{ id }] = await owner.query<[{ id: string }]>("SELECT org_id AS id FROM organizations");
    await longHistory(owner, id, ENTRIES);
  } finally {
    await owner.destroy();
  }
  const { page, requests } = await aPage(server, { reducedMotion: true });
  await page.goto(`/o/${org}/activity`);
  await page.getByRole("table", { name: "Credit history" }).locator("[data-row-link]").first().waitFor();
  await page.getByRole("region", { name: "What these entries add up to" }).getByText("100,000").waitFor();

  page.on("console", (m) => console.log(m.text()));
  const { most, wrong, seen } = await page.evaluate<{ most: number; wrong: string[]; seen: number }>(readAll(ENTRIES));

  // Each row stands at the place that its number gives it: one too many or too few above it would move it.
  expect(wrong).toEqual([]);
  expect(seen).toBeGreaterThan(ENTRIES / 20);
  expect(most).toBeLessThanOrEqual(MOST_ROWS);
  const asked = requests().filter((url) => url.includes("activity.list"));
  expect(asked.length).toBeGreaterThanOrEqual(ENTRIES / PAGE);
  expect(asked.length).toBeLessThan((ENTRIES / PAGE) * 1.1 + 10);
  const table = page.getByRole("table", { name: "Credit history" });
  expect(await table.getAttribute("aria-rowcount")).toBe(`${ENTRIES + 1}`);
  await table.locator(`[aria-rowindex="${ENTRIES + 1}"]`).waitFor();

  // The one in the middle, by its place: back without a jump.
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight / 2 }));
  await expect.poll(() => table.locator("[data-row-link]").count()).toBeGreaterThan(10);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog", { name: /^Entry / })
    .getByText("Proof")
    .waitFor();
}, 120_000);

/**
 * Scrolls to the end as often as there is more, then looks at places all over. It runs in the page, where a turn costs
 * a frame and not a call.
 * @returns how many rows were seen, the most that were there at once, and those that are not at their place
 */
const readAll = (entries: number): string => `(async () => {
  const seen = new Set();
  const wrong = [];
  let most = 0;
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const look = async (top) => {
    scrollTo({ top });
    await frame();
    const rows = document.querySelectorAll('[aria-label="Credit history"] [role=row][aria-rowindex]');
    most = Math.max(most, rows.length);
    for (const row of rows) {
      const link = row.querySelector("[data-row-link]");
      if (link === null) continue;
      const [place, seq] = [Number(row.getAttribute("aria-rowindex")) - 2, Number(new URL(link.href).searchParams.get("entry"))];
      if (place + seq !== ${entries}) wrong.push("entry " + seq + " at place " + place);
      seen.add(seq);
    }
  };
  const end = () => document.documentElement.scrollHeight - innerHeight;
  const t0 = performance.now(); let turns = 0;
  while (!seen.has(1) && performance.now() - t0 < 40000) { await look(end()); turns += 1; }
  console.log("TIMES", performance.now() - t0, turns, Math.min(...seen), seen.size, most, JSON.stringify(wrong.slice(0,3)));
  for (let stop = 0; stop <= 100; stop += 1) await look((end() * stop) / 100);
  return { seen: seen.size, most, wrong: wrong.slice(0, 10) };
})()`;
