import { createClient } from "@scrip/client";
import { openHomes } from "@scrip/db/schema";
import { type CellName, testCells } from "@scrip/db/testing";
import { catalogText, tiered } from "@scrip/domain/catalog";
import { expect, it, vi } from "vitest";
import { anApi, aPlatformKey, aWorker, type Server } from "../testing/a-platform.ts";

vi.setConfig({ testTimeout: 300_000 });

const CREDIT = 1_000_000n;
const WAIT = { timeout: 60_000, interval: 100 };
const cells = await testCells({ servers: "own" });
if (cells.servers === null) throw new Error("servers of their own");
const { servers } = cells;
const owner = await openHomes({ organizations: cells.owners.platformUrl }, { applicationName: "scrip-test-owner" });
const key = await aPlatformKey(owner);
await owner.close();

const roleUrls = {
  app: cells.urls.app.platform,
  worker: cells.urls.worker.platform,
  verify: cells.urls.verify.platform,
};
const startApi = (): Promise<Server> => anApi(roleUrls, { env: { SCRIP_CELLS: cells.settingFor("app") } });
const startWorker = (): Promise<Server> => aWorker(roleUrls, { SCRIP_CELLS: cells.settingFor("worker") });

async function anOrganizationIn(cell: CellName, url: string): Promise<string> {
  const { orgId } = await cells.place(cell, { catalog: catalogText(tiered) });
  const grants = at(url, `org_${orgId}`).grants;
  await grants.create({ source: "purchase", amount: CREDIT, idempotencyKey: `${orgId}-credit` });
  return `org_${orgId}`;
}

/** Fails at once where a service would retry. */
const at = (url: string, org: string) => createClient({ url, key, retryForMs: 0, timeoutMs: 20_000 }).organization(org);
const charge = (url: string, org: string) =>
  at(url, org).charges.create({ amount: 1n, idempotencyKey: crypto.randomUUID() });
const UNAVAILABLE = expect.objectContaining({ code: "unavailable" });

/** Credit that expires in a moment is taken away by the worker. */
async function expectDueWorkRuns(url: string, cell: CellName, org: string): Promise<void> {
  const expiresAt = new Date(Date.now() + 2_000);
  const terms = { source: "purchase", amount: 5n, expiresAt, idempotencyKey: crypto.randomUUID() } as const;
  const { grant } = await at(url, org).grants.create(terms);
  const database = await cells.owner(cell);
  await vi.waitFor(async () => {
    const [row] = await database.query("SELECT expired FROM grants WHERE id = $1", [grant.slice("grant_".length)]);
    expect(Number(row?.expired)).toBe(5);
  }, WAIT);
}

async function stateOfB({ metricsUrl }: Server): Promise<string | undefined> {
  const text = await (await fetch(metricsUrl)).text();
  return /scrip_cell_state\{cell="b",state="(\w+)"\} 1/.exec(text)?.[1];
}

it("E4 while one cell is down, the organizations of the others are served and their due work runs, also by new processes, and the cell serves once it is back", async () => {
  const [api, worker] = await Promise.all([startApi(), startWorker()]);
  const orgs = { a: await anOrganizationIn("a", api.url), b: await anOrganizationIn("b", api.url) };
  await Promise.all([charge(api.url, orgs.a), charge(api.url, orgs.b)]);
  await expectDueWorkRuns(api.url, "b", orgs.b);
  const later = { api, worker };
  await servers.b.whileStopped(async () => {
    await expect(charge(api.url, orgs.b)).rejects.toEqual(UNAVAILABLE);
    await charge(api.url, orgs.a);
    await at(api.url, orgs.a).balance.get();
    await expectDueWorkRuns(api.url, "a", orgs.a);
    await vi.waitFor(async () => expect(await stateOfB(api)).toBe("away"), WAIT);
    // A new organization goes where it can be served, however little load the other cell had.
    const platform = await cells.owner("platform");
    await platform.query("UPDATE cells SET entries_per_second = CASE name WHEN 'a' THEN 1000 ELSE 0 END");
    const made = await createClient({ url: api.url, key }).organizations.create({ name: "New", idempotencyKey: "new" });
    await expect(charge(api.url, made.org)).rejects.toMatchObject({ code: "insufficient_credit" });
    // Processes start while the cell is away.
    worker.signal("SIGTERM");
    await worker.ended;
    later.worker = await startWorker();
    later.api = await startApi();
    await charge(later.api.url, orgs.a);
    await expect(charge(later.api.url, orgs.b)).rejects.toEqual(UNAVAILABLE);
    await expectDueWorkRuns(later.api.url, "a", orgs.a);
  });
  for (const { url } of [api, later.api]) await vi.waitFor(() => charge(url, orgs.b), WAIT);
  await expectDueWorkRuns(api.url, "b", orgs.b);
  for (const server of [api, later.api, later.worker])
    await vi.waitFor(async () => expect(await stateOfB(server)).toBe("serving"), WAIT);
  expect(later.worker.output()).toContain("the work of the cell b has begun");
  expect(api.output().match(/the cell b is away/g)).toHaveLength(1);
  expect(await cells.findings()).toEqual([]);
});
