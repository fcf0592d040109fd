import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase } from "../../testing/index.ts";
import type { DueRow, SliceOfHold } from "./tables/batch-row-types.ts";
import { arrays, placeOf, source, type TableShape, updateColumns, updateSql } from "./tables/columns.ts";
import { DEBTS, GRANTS, HOLDS, SCHEDULED, SLICES } from "./tables/credit-tables.ts";
import { DUE } from "./tables/head-tables.ts";
import { JOBS } from "./tables/job-tables.ts";
import { SUBSCRIPTIONS } from "./tables/subscription-tables.ts";

const ONE = "00000000-0000-7000-8000-000000000001";
const OTHER = "00000000-0000-7000-8000-000000000002";
const ID = "00000000-0000-7000-8000-00000000000a";

const database = await testDatabase();
/** The settings of the pool for batches, whose plans are made once. */
const PLANNER = ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"].map((name) => `-c enable_${name}=off`);
const client = new pg.Client({
  connectionString: database.ownerUrl,
  options: [...PLANNER, "-c plan_cache_mode=force_generic_plan"].join(" "),
});

// Each organization has a partition of its own, so the first row of each has the same ctid.
beforeAll(async () => {
  await client.connect();
  await client.query("CREATE SCHEMA parted; SET search_path = parted");
  for (const table of ["hold_slices", "due"]) {
    await client.query(`CREATE TABLE ${table} (LIKE public.${table} INCLUDING DEFAULTS) PARTITION BY LIST (org_id)`);
    for (const [n, org] of [ONE, OTHER].entries())
      await client.query(`CREATE TABLE ${table}_${n} PARTITION OF ${table} FOR VALUES IN ('${org}')`);
  }
  for (const org of [ONE, OTHER]) {
    await client.query("INSERT INTO hold_slices VALUES ($1, $2, $2, 7, 7, 0, 0)", [org, ID]);
    await client.query("INSERT INTO due VALUES ($1, 'expire_hold', $2, now(), false)", [org, ID]);
  }
});
afterAll(() => client.end());

it("has rows of two partitions at one place", async () => {
  const { rows } = await client.query("SELECT DISTINCT ctid FROM hold_slices UNION SELECT ctid FROM due");
  expect(rows).toHaveLength(1);
});

it("updates no row of another partition that has the same place", async () => {
  const slice: SliceOfHold = { orgId: ONE, holdId: ID, grantId: ID, reserved: 7n, open: 2n, settled: 5n, released: 0n };
  const { rowCount } = await client.query(updateSql(SLICES, 1), arrays(updateColumns(SLICES), [slice]));
  const { rows } = await client.query("SELECT org_id, open::int, settled::int FROM hold_slices ORDER BY org_id");
  expect([rowCount, rows]).toEqual([
    1,
    [
      { org_id: ONE, open: 2, settled: 5 },
      { org_id: OTHER, open: 7, settled: 0 },
    ],
  ]);
});

it("deletes no row of another partition that has the same place", async () => {
  const keys = DUE.columns.filter(({ name }) => DUE.key.includes(name));
  const row: DueRow = { orgId: ONE, kind: "expire_hold", refId: ID, dueAt: null, onTestClock: false };
  await client.query(`DELETE FROM due t USING ${source(keys, 1)} ${placeOf(DUE)}`, arrays(keys, [row]));
  const { rows } = await client.query("SELECT org_id FROM due");
  expect(rows).toEqual([{ org_id: OTHER }]);
});

it.each([GRANTS, SCHEDULED, JOBS, HOLDS, SLICES, DEBTS, SUBSCRIPTIONS])(
  "joins the rows of $table by their place",
  async (shape) => {
    const any = shape as TableShape<unknown>;
    const nothing = updateColumns(any).map(() => "NULL");
    await client.query(`SET search_path = public; PREPARE updating AS ${updateSql(any, 1)}`);
    const { rows } = await client.query(`EXPLAIN EXECUTE updating (${nothing.join(", ")})`);
    await client.query("DEALLOCATE updating");
    const plan = rows.map((line) => line["QUERY PLAN"]).join("\n");
    expect(plan).toContain(`Tid Scan on ${shape.table} t`);
  },
);
