import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { testDatabase } from "../testing/index.ts";
import { ONE_SCHEMA } from "./homes.ts";
import { inSchema, sqlFilesOf } from "./sql-files.ts";

const database = await testDatabase();
const owner = await database.open("owner");

it("lists every file of the folder exactly once", () => {
  const files = readdirSync(join(import.meta.dirname, "../sql"));
  const listed = sqlFilesOf(ONE_SCHEMA.homes).map(({ name }) => `${name}.sql`);
  expect(listed.toSorted()).toEqual(files.toSorted());
});

it("writes the schema before every table, view and function in a file", async () => {
  const rows: { name: string }[] = await owner.query(`
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
    UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace`);
  const names = rows.map(({ name }) => name).join("|");
  const bare = new RegExp(`\\b(FROM|JOIN|INTO|UPDATE|PERFORM|FUNCTION|VIEW)\\s+(${names})\\b.*`, "g");
  expect("UPDATE grants SET x = 1").toMatch(bare);
  expect(sqlFilesOf(ONE_SCHEMA.homes).flatMap(({ text }) => text.replace(/--.*/g, "").match(bare) ?? [])).toEqual([]);
});

it("refuses a schema whose name needs quotes", () => {
  const [file] = sqlFilesOf(ONE_SCHEMA.homes);
  expect(() => file && inSchema(file, 'a"; DROP TABLE grants; --')).toThrow("cannot be the schema");
});

describe("prepareDatabase", () => {
  const sourceOf = async (name: string): Promise<string> => {
    const [row] = await owner.query("SELECT prosrc FROM pg_proc WHERE oid = to_regproc($1)", [name]);
    return row.prosrc;
  };
  const edit = (name: string): Promise<unknown> =>
    owner.query(
      `CREATE OR REPLACE FUNCTION ${name}(value timestamptz) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'`,
    );

  it("applies only the files whose hash differs", async () => {
    const source = await sourceOf("instant_ms");
    const view = async (): Promise<unknown> =>
      owner.query("SELECT xmin::text FROM pg_rewrite WHERE ev_class = 'charges'::regclass");
    const before = await view();
    await edit("instant_ms");
    await prepareDatabase(database.ownerUrl);
    expect(await sourceOf("instant_ms")).toBe("SELECT 1::bigint");
    await owner.query("UPDATE sql_functions SET hash = 'of another version' WHERE name = 'instant-ms'");
    await prepareDatabase(database.ownerUrl);
    expect(await sourceOf("instant_ms")).toBe(source);
    expect(await view()).toEqual(before);
  });

  it("E11 applies the files once when several processes start at once", async () => {
    await owner.query("DELETE FROM sql_functions");
    await Promise.all(Array.from({ length: 3 }, () => prepareDatabase(database.ownerUrl)));
    const rows = await owner.query("SELECT name, hash FROM sql_functions ORDER BY name");
    const expected = sqlFilesOf(ONE_SCHEMA.homes).map(({ name, hash }) => ({ name, hash }));
    expect(rows).toEqual(expected.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  });

  it("E11 applies all files or none", async () => {
    await edit("instant_ms");
    // PostgreSQL cannot replace a view by a view with other columns.
    await owner.query("DELETE FROM sql_functions; ALTER VIEW postings RENAME COLUMN amount TO other");
    await expect(prepareDatabase(database.ownerUrl)).rejects.toThrow("sql/postings.sql could not be applied");
    expect(await sourceOf("instant_ms")).toBe("SELECT 1::bigint");
    expect(await owner.query("SELECT name FROM sql_functions")).toEqual([]);
    await owner.query("ALTER VIEW postings RENAME COLUMN other TO amount");
    await prepareDatabase(database.ownerUrl);
    expect(await sourceOf("instant_ms")).not.toBe("SELECT 1::bigint");
  });
});
