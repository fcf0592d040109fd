import { afterAll, expect, it, vi } from "vitest";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { schemaVersionAt } from "../boot/schema-check.ts";
import { inOrganization } from "../connection/in-home.ts";
import { openReadPool } from "../connection/read-pool.ts";
import { ROLES, type Role, roleUrls } from "../connection/roles.ts";
import { type OpenHomes, openHomes } from "../schema/open-homes.ts";
import { anOrganization } from "../testing/an-organization.ts";
import { startArchivedPostgres } from "../testing/archived-postgres.ts";
import { testCells } from "../testing/cells.ts";
import { CellReporter } from "./cell-reporter.ts";
import { acceptCell } from "./reconcile/accept-cell.ts";
import { compareCell } from "./reconcile/compare-cell.ts";

vi.setConfig({ testTimeout: 120_000 });

const cells = await testCells();
const server = await startArchivedPostgres();
const platform = await cells.owner("platform");
const opened: OpenHomes[] = [];
const inB = openReadPool(server.url);
afterAll(async () => {
  await Promise.all(opened.map((homes) => homes.close()));
  await inB.end();
  await server.stop();
});

/** A process that finds the cell `b` on the archived server. */
async function aProcess(role: Role): Promise<OpenHomes> {
  const urls = { ...cells.urls[role], cells: new Map(cells.urls[role].cells).set("b", roleUrls(server.url)[role]) };
  const homes = await openHomes(urls, { applicationName: "scrip-test-restored", watchMs: 50 });
  opened.push(homes);
  return homes;
}

it("E13 a server restored to a moment ago is refused although its epoch fits, and serves once it is accepted", async () => {
  await prepareDatabase(server.url, { places: [{ schema: "public", homes: ["organizations"], roles: ROLES }] });
  await inB.query("INSERT INTO cell (name, epoch) VALUES ('b', 1)");
  const running = await aProcess("app");
  const worker = await aProcess("worker");
  const [, cellB] = worker.organizations.cells;
  if (cellB === undefined) throw new Error("two cells");
  const reporter = new CellReporter({
    platform: worker.platform,
    schemaVersionOf: (cell) => schemaVersionAt(cell, ["organizations"]),
    steadyNow: () => performance.now(),
  });
  // New organizations go to the other cell.
  await platform.query("UPDATE cells SET state = 'draining' WHERE name = 'a'");
  const { orgId } = await anOrganization(running);
  await reporter.report(cellB);
  await server.baseBackUp();
  const { rows } = await inB.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  const lost = await anOrganization(running);

  await server.restoreTo(rows[0]?.now ?? new Date());
  await vi.waitFor(() => expect(enter(running, orgId)).rejects.toMatchObject(REFUSED), { timeout: 20_000 });
  const fresh = await aProcess("app");
  for (const homes of [running, fresh]) {
    await expect(enter(homes, orgId)).rejects.toMatchObject(REFUSED);
    const why = expect.stringMatching(/^Its server is \d+\/2 and was \d+\/1 before/);
    expect(homes.guard?.states).toContainEqual({ cell: "b", condition: "refused", why });
  }
  await expect(reporter.report(cellB)).rejects.toMatchObject({ reason: "unavailable" });

  const terms = { cell: "b", platform: worker.platform, inCell: inB, others: new Map(), heads: null };
  const report = await compareCell(terms);
  expect(report).toMatchObject({ found: { epoch: 2, timeline: 2 }, listed: { epoch: 2, timeline: 1 } });
  expect(report).toMatchObject({ missing: [lost.orgId], departures: [], organizations: 1 });
  await acceptCell(worker.platform, inB, report);
  for (const homes of [running, fresh]) await vi.waitFor(() => enter(homes, orgId), { timeout: 20_000 });
  await vi.waitFor(() => reporter.report(cellB), { timeout: 20_000 });
});

const REFUSED = { reason: "unavailable", message: expect.stringContaining("the cell b, does not serve") };

function enter({ organizations }: OpenHomes, orgId: string): Promise<void> {
  return inOrganization(organizations, orgId, async () => {});
}
