import { afterAll, expect, it, vi } from "vitest";
import { checkHomes } from "../boot/boot-check.ts";
import { readOrganization } from "../connection/read-organization.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { type OpenHomes, openHomes } from "../schema/open-homes.ts";
import { type CellName, testCells } from "../testing/cells.ts";

const cells = await testCells();
const platform = await cells.owner("platform");
const orgs = { a: (await cells.place("a")).orgId, b: (await cells.place("b")).orgId };
const opened: OpenHomes[] = [];
afterAll(() => Promise.all(opened.map((homes) => homes.close())));
const REFUSED = { reason: "unavailable", message: expect.stringContaining("the cell b, does not serve") };

/** A process, and what its log would have. */
async function aProcess(): Promise<{ homes: OpenHomes; ledger: Ledger; log: string[] }> {
  const homes = await openHomes(cells.urls.app, { applicationName: "scrip-test-refused", watchMs: 50 });
  opened.push(homes);
  const log: string[] = [];
  homes.guard?.onState(({ cell, condition, why }) => log.push(`${cell} ${condition}: ${why}`));
  return { homes, ledger: await cells.openLedger({}, homes), log };
}

async function serves({ homes, ledger }: { homes: OpenHomes; ledger: Ledger }, cell: CellName): Promise<void> {
  await ledger.balance(orgs[cell]);
  await readOrganization(homes.organizations, orgs[cell], { byKey: true }, async () => {});
}

/** What a restart of the server does to connections. */
async function endConnections(cell: CellName): Promise<void> {
  await (await cells.owner(cell)).query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
}

it("E13 refuses a cell behind its epoch, in a running and in a new process, and serves it once it is reconciled", async () => {
  const running = await aProcess();
  await Promise.all([serves(running, "a"), serves(running, "b")]);
  const b = await cells.owner("b");
  await b.query("UPDATE cell SET epoch = 7");
  await platform.query("UPDATE cells SET epoch = 7 WHERE name = 'b'");
  await vi.waitFor(() => serves(running, "b"));
  // The state of a backup comes back.
  await b.query("UPDATE cell SET epoch = 6");
  await endConnections("b");
  await vi.waitFor(() => expect(running.ledger.balance(orgs.b)).rejects.toMatchObject(REFUSED));
  await expect(serves(running, "b")).rejects.toMatchObject(REFUSED);
  await serves(running, "a");
  const fresh = await aProcess();
  await expect(serves(fresh, "b")).rejects.toMatchObject(REFUSED);
  await serves(fresh, "a");
  for (const { log } of [running, fresh])
    expect(log.filter((line) => line.startsWith("b refused"))).toEqual([
      expect.stringMatching(/at epoch 6 and was at 7 before.*scrip cells reconcile b/),
    ]);
  await b.query("UPDATE cell SET epoch = 8");
  await vi.waitFor(() => Promise.all([serves(running, "b"), serves(fresh, "b")]));
});

it("E13 refuses a cell on another server or timeline, although its epoch fits", async () => {
  const running = await aProcess();
  await serves(running, "b");
  await platform.query("UPDATE cells SET system_identifier = '1', timeline = 1 WHERE name = 'b'");
  // The connections that are open are refused as well.
  await vi.waitFor(() => expect(serves(running, "b")).rejects.toMatchObject(REFUSED));
  await serves(running, "a");
  await platform.query("UPDATE cells SET system_identifier = NULL, timeline = NULL WHERE name = 'b'");
  await vi.waitFor(() => serves(running, "b"));
});

it("E13 warns of a cell that the platform lists and the process does not know", async () => {
  const running = await aProcess();
  await platform.query("INSERT INTO cells (name, epoch, is_first, added_at) VALUES ('c', 1, false, now())");
  await vi.waitFor(() => expect(running.log).toEqual([expect.stringMatching(/^c unknown: SCRIP_CELLS/)]));
  await platform.query("DELETE FROM cells WHERE name = 'c'");
});

it("E13 does not start without SCRIP_CELLS in a deployment of several cells", async () => {
  const urls = { organizations: cells.urls.app.cells.get("a") ?? "", platform: cells.urls.app.platform };
  const homes = await openHomes(urls, { applicationName: "scrip-test-refused" });
  await expect(checkHomes(homes)).rejects.toThrow(/is the cell a of a deployment with the cells a, b. Set SCRIP_CELLS/);
  await homes.close();
});
