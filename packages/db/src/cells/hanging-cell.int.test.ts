import { afterAll, expect, it, vi } from "vitest";
import { inEveryCell } from "../connection/in-home.ts";
import { inOrganizations } from "../connection/in-organizations.ts";
import { askEveryCell, needed } from "../connection/verify-cells.ts";
import { openHomes } from "../schema/open-homes.ts";
import { openVerifyCells } from "../schema/open-verify-cells.ts";
import { aProxy } from "../testing/a-proxy.ts";
import { testCells } from "../testing/cells.ts";

const cells = await testCells();
const orgIds = [(await cells.place("a")).orgId, (await cells.place("b")).orgId];
const toB = await aProxy(cells.urls.app.cells.get("b") ?? "");
const urls = {
  ...cells.urls.app,
  cells: new Map([...cells.urls.app.cells].map(([name, url]) => [name, name === "b" ? toB.through(url) : url])),
};
let nowMs = 0;
const homes = await openHomes(urls, { applicationName: "scrip-test-hanging", steadyNow: () => nowMs });
const verify = openVerifyCells({ ...urls, organizations: cells.urls.verify.organizations }, homes.guard);
afterAll(() => Promise.all([homes.close(), verify.close()]));

const LIMIT_MS = 200;
/** A reading that waits so long fails the test. */
const FOREVER_MS = 3_600_000;

/** Reads both organizations. @returns the number of those that were left out */
async function leftOut(limitMs: number): Promise<number> {
  const away: string[] = [];
  const rows = await inOrganizations(homes.organizations, orgIds, async (_, here) => here, {
    ifAway: "leave_out",
    onAway: (some) => void away.push(...some),
    limitMs,
  });
  expect(rows.length + away.length).toBe(2);
  return away.length;
}

async function awayOfApp(): Promise<readonly string[]> {
  const away: string[] = [];
  const onAway = (cell: string) => void away.push(cell);
  await inEveryCell(homes.organizations, (cell) => cell.query("SELECT 1"), { ifAway: "leave_out", onAway });
  return away;
}

const awayOfVerify = async () => (await askEveryCell(verify, ({ pool }) => pool.query("SELECT 1"))).away;

it("a cell that accepts connections and never answers delays one reading, and is back once it answers", async () => {
  expect(await leftOut(FOREVER_MS)).toBe(0);
  expect([await awayOfApp(), await awayOfVerify()]).toEqual([[], []]);
  toB.stall();
  expect(await leftOut(LIMIT_MS)).toBe(1);
  for (let n = 0; n < 20; n += 1) {
    expect(await leftOut(FOREVER_MS)).toBe(1);
    expect([await awayOfApp(), await awayOfVerify()]).toEqual([["b"], ["b"]]);
  }
  const [, b] = verify.cells;
  if (b === undefined) throw new Error("there is no cell b");
  await expect(needed(b, () => b.pool.query("SELECT 1"))).rejects.toThrow("The cell b does not answer");
  toB.mend();
  await vi.waitFor(
    async () => {
      nowMs += 1_000;
      expect(await leftOut(FOREVER_MS)).toBe(0);
    },
    { timeout: 20_000, interval: 20 },
  );
  expect([await awayOfApp(), await awayOfVerify()]).toEqual([[], []]);
});
