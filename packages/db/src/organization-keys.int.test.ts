import { expect, it } from "vitest";
import { testDatabase } from "./testing/index.ts";
import { organizationTables, PLATFORM_TABLES } from "./testing/tables.ts";

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
    [tables, PLATFORM_TABLES],
  );
  expect(rows.length).toBeGreaterThan(tables.length);
  expect(rows.flatMap(({ name, first }) => (first === "org_id" ? [] : [name]))).toEqual([]);
});

it("L28 refers from an organization's row to the same organization's rows only", async () => {
  const rows: { name: string; first: string }[] = await owner.query(
    `SELECT conname AS name, attname AS first FROM pg_constraint
        JOIN pg_attribute ON attrelid = confrelid AND attnum = confkey[1]
      WHERE contype = 'f' AND conrelid::regclass::text = ANY ($1) AND confrelid::regclass::text <> ALL ($2)`,
    [tables, PLATFORM_TABLES],
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
  const expected = tables.map((name) => ({
    ...{ name, security: true, forced: true },
    policies: [`${name}_own`, ...(name === "due" ? ["due_sweep"] : []), `${name}_verify`],
  }));
  expect(rows).toEqual(expected);
});
