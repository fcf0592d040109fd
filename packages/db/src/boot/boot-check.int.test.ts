import pg from "pg";
import { expect, it } from "vitest";
import { cellOf } from "../connection/home-source.ts";
import type { Queryable } from "../connection/query-rows.ts";
import { testDatabase } from "../testing/index.ts";
import { onDatabase } from "../testing/on-database.ts";
import { checkCell, checkServer, requireDurability } from "./boot-check.ts";
import { checkLedgerRole, checkVerifyRole } from "./lesser-role.ts";

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

it.each([
  ["superuser", "SUPERUSER", "is a superuser"],
  ["bypassing", "BYPASSRLS", "may bypass row-level security"],
  ["role-making", "CREATEROLE", "may create roles"],
  ["replicating", "REPLICATION", "may read the server's log of changes"],
  ["all-reading", "IN ROLE pg_read_all_data", "reads or writes more than its tables"],
  ["all-writing", "IN ROLE pg_write_all_data", "reads or writes more than its tables"],
  ["program-running", "IN ROLE pg_execute_server_program", "reads or writes more than its tables"],
])("G17 refuses a %s role, and a role that may take it, for every process", async (_name, attribute, power) => {
  const strong = `strong_${database.name}`;
  const taker = `taker_${database.name}`;
  await owner.query(`CREATE ROLE ${strong} LOGIN PASSWORD 'p' NOINHERIT ${attribute}`);
  await owner.query(`CREATE ROLE ${taker} LOGIN PASSWORD 'p' NOINHERIT IN ROLE scrip_verify, ${strong}`);
  try {
    for (const check of [checkServer, checkVerifyRole]) {
      await expect(withClient(as(strong), check)).rejects.toThrow(power);
      await expect(withClient(as(taker), check)).rejects.toThrow(`${taker} may take the role`);
      const hidden = new URL(as(taker));
      hidden.searchParams.set("options", "-c role=scrip_verify");
      await expect(withClient(hidden.href, check)).rejects.toThrow(`${taker} may take the role`);
    }
  } finally {
    await owner.query(`DROP ROLE ${taker}, ${strong}`);
  }
});

it("G17 refuses an owner of the functions, of the schema or of the database", async () => {
  const owning = `owning_${database.name}`;
  await owner.query(`CREATE ROLE ${owning} LOGIN PASSWORD 'p'`);
  const schema = "SELECT current_schema() AS name";
  const [{ name } = { name: "" }] = await owner.query<{ name: string }[]>(schema);
  try {
    for (const [object, power] of [
      ["FUNCTION all_rows_found(bigint, bigint)", "owns the functions"],
      [`SCHEMA ${name}`, "owns the schema"],
      [`DATABASE ${database.name}`, "owns the database"],
    ] as const) {
      await owner.query(`ALTER ${object} OWNER TO ${owning}`);
      await expect(withClient(as(owning), checkServer)).rejects.toThrow(power);
      await owner.query(`REASSIGN OWNED BY ${owning} TO current_user`);
    }
  } finally {
    await owner.query(`REASSIGN OWNED BY ${owning} TO current_user; DROP OWNED BY ${owning}; DROP ROLE ${owning}`);
  }
});

it("G17 refuses a role of checks that may change a row, or that does not see every organization", async () => {
  await checkVerifyRole(await database.open("verify"));
  await expect(checkVerifyRole(owner)).rejects.toThrow("is a superuser");
  for (const role of ["app", "worker"] as const)
    await expect(checkVerifyRole(await database.open(role))).rejects.toThrow(/may change the table \w+, so it cannot/);
  const blind = `blind_${database.name}`;
  await owner.query(`CREATE ROLE ${blind} LOGIN PASSWORD 'p'`);
  try {
    await expect(withClient(as(blind), checkVerifyRole)).rejects.toThrow("does not see all organizations");
  } finally {
    await owner.query(`DROP ROLE ${blind}`);
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

it.each(["fsync", "full_page_writes", "synchronous_commit"])(
  "E7 refuses a server with %s off, and says where to set it",
  async (name) => {
    const without: Queryable = { query: async () => [{ name }] };
    await expect(requireDurability(without)).rejects.toThrow(
      `${name} must be on, and is off. Set it in postgresql.conf`,
    );
  },
);

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

it("E12 refuses a schema that is older or missing", async () => {
  const [last] = await owner.query<{ timestamp: bigint; name: string }[]>(
    "SELECT timestamp, name FROM migrations ORDER BY timestamp DESC LIMIT 1",
  );
  await owner.query("DELETE FROM migrations WHERE name = $1", [last?.name]);
  await expect(checkServer(app)).rejects.toThrow(/is at \w+\d{13}, and this version of Scrip needs \w+\d{13}/);
  await expect(checkServer(app)).rejects.toThrow("Run the migrations of this version");
  await owner.query("INSERT INTO migrations (timestamp, name) VALUES ($1, $2)", [last?.timestamp, last?.name]);
  await expect(withClient(onDatabase(database.urls.app, "postgres"), checkServer)).rejects.toThrow(
    "at no version at all",
  );
});

it("E12 accepts a newer schema, with changed functions, only if it serves this version", async () => {
  const [file] = await owner.query("SELECT hash FROM sql_functions WHERE name = 'charges'");
  await owner.query("UPDATE sql_functions SET hash = 'newer' WHERE name = 'charges'");
  await expect(checkServer(app)).rejects.toThrow("functions are not those of this version of Scrip: charges.");
  await owner.query("INSERT INTO migrations (timestamp, name) VALUES (9990000000000, 'Later9990000000000')");
  await checkServer(app);
  await checkCell(cellOf(app, "a"));
  // It needs every function of this version, in whatever version.
  await owner.query("DELETE FROM sql_functions WHERE name = 'charges'");
  await expect(checkServer(app)).rejects.toThrow("charges");
  await owner.query("INSERT INTO sql_functions VALUES ('charges', 'newer')");
  await owner.query("UPDATE serves_from SET migration = 'Later9990000000000'");
  await expect(checkServer(app)).rejects.toThrow(
    /is at Later9990000000000, and this version of Scrip needs \w+\d{13}\. It serves versions from Later9990000000000 on/,
  );
  await owner.query("DELETE FROM serves_from");
  await expect(checkServer(app)).rejects.toThrow("Start the version that made the schema.");
  await owner.query("DELETE FROM migrations WHERE name = 'Later9990000000000'");
  await owner.query("UPDATE sql_functions SET hash = $1 WHERE name = 'charges'", [file.hash]);
  await checkServer(app);
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
