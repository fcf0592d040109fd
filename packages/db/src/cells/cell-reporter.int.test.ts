import { catalogText, tiered } from "@scrip/domain/catalog";
import { expect, it, vi } from "vitest";
import { schemaVersionAt } from "../boot/schema-check.ts";
import type { CellSource } from "../connection/home-source.ts";
import { Account } from "../ledger/an-account.test-support.ts";
import { schemaVersion } from "../schema/schema-version.ts";
import { testCells } from "../testing/cells.ts";
import { CellReporter } from "./cell-reporter.ts";
import { listCells } from "./list-cells.ts";
import type { ListedCellRow } from "./listed-cell.entity.ts";

const cells = await testCells();
const worker = await cells.open("worker");
const [cellA, cellB] = worker.organizations.cells;
if (cellA === undefined || cellB === undefined) throw new Error("two cells");
let nowMs = 0;
const steadyNow = () => nowMs;
const schemaVersionOf = (cell: CellSource) => schemaVersionAt(cell, ["organizations"]);
const reporter = new CellReporter({ platform: worker.platform, schemaVersionOf, steadyNow });
const b = await cells.owner("b");
const listedB = async (): Promise<ListedCellRow | undefined> =>
  (await listCells(worker.platform)).find(({ name }) => name === "b");
const epochOfB = async (): Promise<number> => Number((await b.query("SELECT epoch FROM cell"))[0].epoch);

it("E13 counts the epoch of a cell up, and reports its server, version, organizations and oldest due work", async () => {
  const { orgId } = await cells.place("b");
  const gone = await cells.place("b");
  await b.query("UPDATE organizations SET moved_to = 'a' WHERE org_id = $1", [gone.orgId]);
  await b.query(
    `INSERT INTO due (org_id, kind, ref_id, due_at, on_test_clock)
      SELECT $1, 'expire_grant', gen_random_uuid(), at::timestamptz, is_test
        FROM (VALUES ('2026-02-03', false), ('2026-01-01', true), ('2999-01-01', false)) AS work (at, is_test)`,
    [orgId],
  );
  await reporter.report(cellB);
  expect(await listedB()).toMatchObject({
    epoch: 2,
    organizations: 1,
    oldestDueAt: new Date("2026-02-03"),
    schemaVersion: schemaVersion(["organizations"]),
    systemIdentifier: expect.stringMatching(/^\d+$/),
    timeline: 1,
    reportedAt: expect.any(Date),
  });
  await reporter.report(cellB);
  expect([await epochOfB(), (await listedB())?.epoch]).toEqual([3, 3]);
});

it("reports the entries per second between two reports", async () => {
  const { orgId } = await cells.place("b", { catalog: catalogText(tiered) });
  const account = new Account(await cells.openLedger(), orgId);
  const grant = () => account.grant("1.00");
  await grant();
  nowMs += 60_000;
  await reporter.report(cellB);
  for (let entry = 0; entry < 20; entry += 1) await grant();
  // PostgreSQL counts a moment later.
  await vi.waitFor(
    async () => {
      nowMs += 1_000;
      await reporter.report(cellB);
      expect((await listedB())?.entriesPerSecond).toBeGreaterThan(0);
    },
    { timeout: 10_000 },
  );
});

it("E13 does not count up the epoch of a database that is behind the list", async () => {
  await (await cells.owner("platform")).query("UPDATE cells SET epoch = epoch + 1 WHERE name = 'b'");
  const before = await epochOfB();
  await expect(reporter.report(cellB)).rejects.toMatchObject({ reason: "unavailable" });
  expect([await epochOfB(), (await listedB())?.epoch]).toEqual([before, before + 1]);
  await reporter.report(cellA);
});
