import type { Page } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { anOperator, aPage, aServerWithCells, inspect, tooWideAt } from "./testing/index.ts";

// A server of its own: the other files have one database.
const server = await aServerWithCells();
const { toB } = server;
const ada = await anOperator(server, "Ada Operator");
const inA = await server.place("a");
const inB = await server.place("b");
const platform = await server.cells.owner("platform");
const nameOf = async (org: string): Promise<string> => {
  const [row] = await platform.query("SELECT name FROM organization_registry WHERE org_id = $1", [bare(org)]);
  return row.name;
};
const bare = (org: string): string => org.slice("org_".length);
const nameOfA = await nameOf(inA);
const nameOfB = await nameOf(inB);

await platform.query(
  `UPDATE cells SET reported_at = now() - CASE name WHEN 'a' THEN interval '20 seconds' ELSE interval '12 minutes' END, schema_version = 'NameCell1800000010400',
    organizations = CASE name WHEN 'a' THEN 4210 ELSE 1200 END, entries_per_second = CASE name WHEN 'a' THEN 812.5 ELSE 3.2 END,
    oldest_due_at = CASE name WHEN 'a' THEN now() - interval '3 minutes' END`,
);
await platform.query(
  `INSERT INTO organization_moves (org_id, from_cell, to_cell, started_at, step, rows_copied, rows_in_all)
    VALUES ($1, 'b', 'a', now() - interval '2 minutes', 'copying', 61200, 102400)`,
  [bare(inB)],
);

/** Chromium logs the answers of procedures that an away cell refuses. */
const REFUSED = /^console: Failed to load resource: .* 503/;

beforeEach(() => toB.mend());

const setState = (state: "open" | "draining") =>
  platform.query("UPDATE cells SET state = $1 WHERE name = 'b'", [state]);

async function openCells(page: Page): Promise<void> {
  await page.goto("/operators/cells");
  await page.getByRole("table", { name: "Cells" }).waitFor();
}

describe.each([
  ["wide", 1440],
  ["phone", 390],
] as const)("at the width of a %s window", (size, width) => {
  it("an operator sees the cells, the command that drains one, and the cell that is away", async () => {
    const { page } = await aPage(server, { as: ada, width, reducedMotion: true });
    const wrong: string[] = [];
    const see = async (name: string): Promise<void> => {
      wrong.push(...(await inspect(page, `cells-${name}-${size}`)));
      if (size === "phone") wrong.push(...(await tooWideAt(page, 320, name)));
    };
    await setState("draining");
    await openCells(page);
    await page.getByText("61,200 of 102,400 rows copied").waitFor();
    expect(await page.getByRole("table", { name: "Cells" }).textContent()).toContain("4,210");
    await see("serving");
    await page.getByRole("button", { name: "Commands for cell a" }).click();
    await page.getByRole("menuitem", { name: "Drain" }).click();
    await page.getByRole("dialog").getByText("scrip cells drain a").waitFor();
    await see("command");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    toB.cut();
    // The page asks again by itself.
    await page.getByText("Cell b does not answer").waitFor();
    await page.getByText("Its 1,200 organizations cannot be served; all others are.").waitFor();
    await see("away");
    toB.mend();
    await setState("open");
    await page.goto(`/operators/o/${inA}`);
    await page.getByText(`scrip org move ${inA} b`).waitFor();
    await see("organization");
    expect(wrong).toEqual([]);
  }, 120_000);
});

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

it("each page of operators over all organizations says which cell is away and what it lacks", async () => {
  const { page } = await aPage(server, { as: ada, width: 390, reducedMotion: true });
  toB.cut();
  const isToldOn = async (address: string, lacks: string): Promise<void> => {
    await page.goto(address);
    await page.getByText(`${lacks} of its organizations are missing here.`).waitFor();
    expect(await page.getByRole("status").getByText("Cell b does not answer").count()).toBe(1);
  };
  await isToldOn("/operators?q=train-7", "Jobs");
  await page.getByText("No organization, person or job of the other cells has").waitFor();
  await isToldOn("/operators/payments", "Payments and work");
  await page.getByText("No payment of the other cells waits for a decision").waitFor();
  await isToldOn("/operators/seller", "Payments");
  // All of them show the same note.
  expect(await inspect(page, "cells-seller-phone")).toEqual([]);
  toB.mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("Cell b does not answer").waitFor({ state: "detached" });
}, 60_000);

it("a member goes on in another organization, and sees the one that is away again when it is back", async () => {
  const { page } = await aPage(server, { reducedMotion: true, expected: [REFUSED] });
  const wrong: string[] = [];
  toB.cut();
  await page.goto(`/o/${inA}`);
  await page.getByText("Available").first().waitFor();
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await page.getByRole("button", { name: /^Organization: / }).click();
    await page.getByText("Cannot be shown at the moment").waitFor();
    wrong.push(...(await inspect(page, `cells-switcher-${size.width}`)));
    await page.getByRole("menuitem", { name: nameOfB }).click();
    await page.getByText(`${nameOfB} cannot be shown at the moment`).waitFor();
    wrong.push(...(await inspect(page, `cells-away-organization-${size.width}`)));
    await page.getByRole("link", { name: nameOfA }).click();
    await page.getByText("Available").first().waitFor();
  }
  await page.goto(`/o/${inB}/jobs`);
  await page.getByText(`${nameOfB} cannot be shown at the moment`).waitFor();
  toB.mend();
  await page.getByText("No jobs yet").waitFor();
  expect(wrong).toEqual([]);
}, 120_000);

it("a page that is open when its cell goes away says so, and shows its figures again", async () => {
  const { page } = await aPage(server, { reducedMotion: true, expected: [REFUSED] });
  await page.goto(`/o/${inB}`);
  await page.getByText("Available").first().waitFor();
  toB.cut();
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await page
    .getByText(/could not be loaded/)
    .first()
    .waitFor();
  expect(await inspect(page, "cells-open-page")).toEqual([]);
  toB.mend();
  await page.getByRole("button", { name: "Try again" }).first().click();
  await page.getByText("No jobs yet").waitFor();
});
