import { expect, it } from "vitest";
import { testDatabase } from "../testing/index.ts";
import { everyTable } from "../testing/tables.ts";

const database = await testDatabase();
const owner = await database.open("owner");

it("finds no difference between the entities and the migrated schema", async () => {
  expect(await drift()).toEqual([]);
});

it("has an entity for every table", async () => {
  expect(owner.entityMetadatas.map(({ tableName }) => tableName).sort()).toEqual(await everyTable(owner));
});

// TypeORM compares indexes by name, columns and uniqueness, and CHECKs by name. It ignores a table's fillfactor.
// CHECKs and fillfactors are in the migrations only. A predicate is in the entity too, so this test compares it.
it("has the predicates of partial indexes that the entities declare", async () => {
  const rows: { name: string; predicate: string }[] = await owner.query(
    `SELECT indexrelid::regclass::text AS name, pg_get_expr(indpred, indrelid) AS predicate
      FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
      WHERE indpred IS NOT NULL AND relnamespace = 'public'::regnamespace`,
  );
  const actual = rows.map(({ name, predicate }) => `${name}: ${predicate.replace(/[()]|::text/g, "")}`);
  const said = owner.entityMetadatas.flatMap(({ indices }) =>
    indices.filter(({ where }) => where).map(({ name, where }) => `${name}: ${where}`),
  );
  expect(actual.sort()).toEqual(said.sort());
});

it.each([
  ["ALTER TABLE grants ADD COLUMN extra text", /DROP COLUMN "extra"/],
  ["ALTER TABLE holds ALTER COLUMN silent_at TYPE timestamptz(6)", /"silent_at"/],
  ["ALTER TABLE jobs ALTER COLUMN rate DROP NOT NULL", /"rate" SET NOT NULL/],
  ["ALTER TABLE entries RENAME CONSTRAINT entries_cause_key TO other", /entries_cause_key/],
  ["ALTER TABLE further_postings DROP CONSTRAINT postings_moves", /postings_moves/],
  ["ALTER TABLE debts DROP CONSTRAINT debts_entry_fkey", /debts_entry_fkey/],
  ["DROP INDEX due_sweep_idx", /due_sweep_idx/],
])("detects: %s", async (change, noticed) => {
  expect((await drift()).join("\n")).not.toMatch(noticed);
  await owner.query(change);
  expect((await drift()).join("\n")).toMatch(noticed);
});

async function drift(): Promise<string[]> {
  const { upQueries } = await owner.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}
