import pg from "pg";
import { expect, it } from "vitest";
import type { Queryable } from "../connection/query-rows.ts";
import { testDatabase } from "../testing/index.ts";
import { onDatabase } from "../testing/on-database.ts";
import { checkLedgerRole, checkServer } from "./boot-check.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");

it.each(["app", "worker", "verify"] as const)("accepts the role of the %s", async (role) => {
  await expect(checkServer(await database.open(role))).resolves.toBeUndefined();
});

it("checks a pg client too", async () => {
  await expect(withClient(database.ownerUrl, checkServer)).rejects.toThrow("is a superuser");
  await withClient(database.urls.app, checkServer);
});

it("G17 refuses a superuser, the tables' owner, and a role that bypasses row-level security", async () => {
  const plain = `plain_${database.name}`;
  const bypass = `bypass_${database.name}`;
  await owner.query(`CREATE ROLE ${plain} LOGIN PASSWORD 'p' IN ROLE scrip_app`);
  await owner.query(`CREATE ROLE ${bypass} LOGIN BYPASSRLS PASSWORD 'p' IN ROLE scrip_app`);
  try {
    await expect(checkServer(owner)).rejects.toThrow("is a superuser, so nothing would keep organizations apart");
    await expect(withClient(as(bypass), checkServer)).rejects.toThrow("may bypass row-level security");
    await withClient(as(plain), checkServer);
    await owner.query(`ALTER TABLE due OWNER TO ${plain}`);
    await expect(withClient(as(plain), checkServer)).rejects.toThrow("owns the tables");
  } finally {
    await owner.query(
      `REASSIGN OWNED BY ${plain} TO current_user; DROP OWNED BY ${plain}; DROP ROLE ${plain}, ${bypass}`,
    );
  }
});

it("G3 refuses a role that cannot run the ledger's batches, and names the missing GRANT", async () => {
  for (const role of ["app", "worker"] as const) await checkLedgerRole(await database.open(role));
  const other = `other_${database.name}`;
  await owner.query(`CREATE ROLE ${other} LOGIN PASSWORD 'p'`);
  try {
    await expect(withClient(as(other), checkLedgerRole)).rejects.toThrow(`GRANT scrip_ledger TO ${other}`);
    await owner.query(`GRANT scrip_app TO ${other}`);
    await withClient(as(other), checkLedgerRole);
  } finally {
    await owner.query(`DROP ROLE ${other}`);
  }
});

it("E7 refuses a connection whose commits do not wait for the disk", async () => {
  const url = new URL(database.urls.app);
  url.searchParams.set("options", "-c synchronous_commit=off");
  await expect(withClient(url.href, checkServer)).rejects.toThrow("synchronous_commit must be on, and is off");
});

it("E12 refuses a database whose functions are missing or of another version", async () => {
  const [file] = await owner
    .query("DELETE FROM sql_functions WHERE name = 'charges' RETURNING *")
    .then(([rows]) => rows);
  await expect(checkServer(app)).rejects.toThrow("functions are not those of this version of Scrip: charges.");
  await owner.query("INSERT INTO sql_functions VALUES ('charges', 'another')");
  await expect(checkServer(app)).rejects.toThrow("Run the migrations of this version");
  await owner.query("UPDATE sql_functions SET hash = $1 WHERE name = 'charges'", [file.hash]);
  await checkServer(app);
});

it("E12 refuses a schema that is older, newer or missing", async () => {
  await owner.query("INSERT INTO migrations (timestamp, name) VALUES (9990000000000, 'Later9990000000000')");
  await expect(checkServer(app)).rejects.toThrow(/is at Later9990000000000, and this version of Scrip needs \w+\d{13}/);
  await owner.query(
    "DELETE FROM migrations WHERE timestamp >= (SELECT max(timestamp) FROM migrations WHERE name NOT LIKE 'Later%')",
  );
  await expect(checkServer(app)).rejects.toThrow("Run the migrations of this version");
  await expect(withClient(onDatabase(database.urls.app, "postgres"), checkServer)).rejects.toThrow(
    "at no version at all",
  );
});

it.each([140_005, 190_000])("refuses PostgreSQL of version number %i", async (number) => {
  const other: Queryable = { query: async () => [{ number, version: String(number / 10_000) }] };
  await expect(checkServer(other)).rejects.toThrow("Scrip runs on PostgreSQL 15 to 18");
});

function as(role: string): string {
  const url = new URL(database.ownerUrl);
  url.username = role;
  url.password = "p";
  return url.href;
}

async function withClient(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
