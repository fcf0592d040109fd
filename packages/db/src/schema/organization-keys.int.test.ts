import { describe, expect, it } from "vitest";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { refusalOf } from "../testing/refusal.ts";
import { COMMON_TABLES, organizationTables } from "../testing/tables.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const tables = await organizationTables(owner);

it("L28 begins every key, foreign key and exclusion of an organization's table with org_id", async () => {
  const rows: { name: string; first: string }[] = await owner.query(
    `SELECT conname AS name, attname AS first FROM pg_constraint
        JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
      WHERE contype IN ('p', 'u', 'f', 'x') AND conrelid::regclass::text = ANY ($1)
        AND (contype <> 'f' OR confrelid::regclass::text <> ALL ($2))
      UNION
      SELECT indexrelid::regclass::text, attname FROM pg_index
        JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
      WHERE indisunique AND indrelid::regclass::text = ANY ($1)`,
    [tables, COMMON_TABLES],
  );
  expect(rows.length).toBeGreaterThan(tables.length);
  expect(rows.flatMap(({ name, first }) => (first === "org_id" ? [] : [name]))).toEqual([]);
});

it("L28 refers from an organization's row to the same organization's rows only", async () => {
  const rows: { name: string; first: string }[] = await owner.query(
    `SELECT conname AS name, attname AS first FROM pg_constraint
        JOIN pg_attribute ON attrelid = confrelid AND attnum = confkey[1]
      WHERE contype = 'f' AND conrelid::regclass::text = ANY ($1) AND confrelid::regclass::text <> ALL ($2)`,
    [tables, COMMON_TABLES],
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter(({ first }) => first !== "org_id")).toEqual([]);
});

it("L28 has row-level security, forced, with its policies, on every organization's table", async () => {
  const rows: { name: string; security: boolean; forced: boolean; policies: string[] }[] = await owner.query(
    `SELECT relname AS name, relrowsecurity AS security, relforcerowsecurity AS forced,
        (SELECT array_agg(polname::text ORDER BY polname) FROM pg_policy WHERE polrelid = pg_class.oid) AS policies
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1) ORDER BY relname`,
    [tables],
  );
  // The worker finds due work, and old notices, of all organizations.
  const acrossAll: Readonly<Record<string, string>> = { due: "due_sweep", notices: "notices_old" };
  const expected = tables.map((name) => ({
    name,
    security: true,
    forced: true,
    policies: [`${name}_ledger`, `${name}_own`, acrossAll[name] ?? [], `${name}_verify`].flat().toSorted(),
  }));
  expect(rows).toEqual(expected);
});

// Triggers check these references, once for all rows of a statement.
describe("references of entries and hold slices", () => {
  const give = async () => {
    const { orgId } = await anOrganization(owner);
    return { orgId, ...(await fillEveryTable(owner, orgId)) };
  };

  it.each([
    ["entries", "first_grant_id", "entries_grant"],
    ["entries", "first_hold_id", "entries_hold"],
    ["hold_slices", "grant_id", "hold_slices_grant"],
    ["hold_slices", "hold_id", "hold_slices_hold"],
  ])("L28 lead to the same organization: %s.%s", async (table, column, constraint) => {
    const own = await give();
    const foreign = await give();
    const changes = {
      ...(table === "entries" && { seq: 2, leg: 2, key_id: null, payload_id: null, kind: "hold_placed" }),
      ...(table === "entries" && { first_amount: 1, first_grant_id: own.grantId, first_hold_id: own.holdId }),
      [column]: column.endsWith("grant_id") ? foreign.grantId : foreign.holdId,
    };
    const insert = owner.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $2)).* FROM ${table} t WHERE org_id = $1`,
      [own.orgId, JSON.stringify(changes)],
    );
    expect(await refusalOf(insert)).toEqual({ code: "23503", constraint });
  });

  it.each([
    ["grants", "DELETE FROM grants"],
    ["grants", "TRUNCATE grants CASCADE"],
    ["grants", "UPDATE grants SET id = gen_random_uuid()"],
    ["grants", "UPDATE grants SET org_id = gen_random_uuid()"],
    ["holds", "DELETE FROM holds"],
    ["holds", "TRUNCATE holds CASCADE"],
    ["holds", "UPDATE holds SET id = gen_random_uuid()"],
    ["holds", "UPDATE holds SET org_id = gen_random_uuid()"],
    ["hold_slices", "UPDATE hold_slices SET org_id = gen_random_uuid()"],
    ["hold_slices", "UPDATE hold_slices SET hold_id = gen_random_uuid()"],
    ["hold_slices", "UPDATE hold_slices SET grant_id = gen_random_uuid()"],
  ])("L28 %s keep their rows and keys, even against the owner: %s", async (table, sql) => {
    await give();
    // The table's own trigger must refuse, not the trigger of a table to which TRUNCATE cascades.
    await expect(owner.query(sql)).rejects.toThrow(`the table ${table} does not allow this change`);
  });
});
