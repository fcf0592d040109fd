import type { DataSource, EntityManager } from "typeorm";
import { describe, expect, it } from "vitest";
import { openBatchPool, openReadingPool } from "../connection/pools.ts";
import { appLedger } from "../ledger/an-account.test-support.ts";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { inOrganizations } from "../testing/organization-scope.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";
import { organizationTables } from "../testing/tables.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const app = await database.open("app");
const worker = await database.open("worker");
const verify = await database.open("verify");
const tables = await organizationTables(owner);
const ours = (await anOrganization(app)).orgId;
const theirs = (await anOrganization(app)).orgId;
for (const orgId of [ours, theirs]) await fillEveryTable(owner, orgId);

describe.each(tables)("%s", (table) => {
  it("G2 shows the app no row in a transaction without an organization", async () => {
    expect(await organizationsIn(app, table)).toEqual([]);
  });

  it("G1 L28 shows the app its transaction's organization and no other", async () => {
    expect(await inOrganizations(app, [ours], (manager) => organizationsIn(manager, table))).toEqual([ours]);
    const both = await inOrganizations(app, [ours, theirs], (manager) => organizationsIn(manager, table));
    expect(both.sort()).toEqual([ours, theirs].sort());
  });

  it("G2 leaves nothing visible on a connection that served an organization", async () => {
    // Repeat this: the pool may return any of its connections, and all of them have served an organization.
    for (let turn = 0; turn < 3; turn += 1) {
      await inOrganizations(app, [ours], (manager) => organizationsIn(manager, table));
      expect(await organizationsIn(app, table)).toEqual([]);
    }
  });

  it("G1 L28 refuses the app a row of another organization", async () => {
    const [row]: { json: string }[] = await owner.query(
      `SELECT row_to_json(${table})::text AS json FROM ${table} WHERE org_id = $1`,
      [theirs],
    );
    const insert = (on: DataSource | EntityManager) =>
      on.query(`INSERT INTO ${table} SELECT * FROM json_populate_record(NULL::${table}, $1)`, [row?.json]);
    expect(await refusalOf(insert(app))).toEqual(NOT_ALLOWED);
    expect(await refusalOf(inOrganizations(app, [ours], insert))).toEqual(NOT_ALLOWED);
  });

  it("shows the worker the due work of all organizations, and otherwise its transaction's organization", async () => {
    const ownOnly = [ours];
    const all = [ours, theirs].sort();
    const seen = await inOrganizations(worker, [ours], (manager) => organizationsIn(manager, table));
    expect(seen.sort()).toEqual(table === "due" ? all : ownOnly);
    expect((await organizationsIn(worker, table)).sort()).toEqual(table === "due" ? all : []);
  });

  it("lets verify read all organizations and write nothing", async () => {
    expect((await organizationsIn(verify, table)).sort()).toEqual([ours, theirs].sort());
    await verify.transaction(async (manager) => {
      // The role's read-only default would refuse too, but a session can change it.
      await manager.query("SET TRANSACTION READ WRITE");
      for (const sql of [
        `DELETE FROM ${table}`,
        `UPDATE ${table} SET org_id = org_id`,
        `INSERT INTO ${table} DEFAULT VALUES`,
      ]) {
        await manager.query("SAVEPOINT before");
        expect(await refusalOf(manager.query(sql))).toEqual(NOT_ALLOWED);
        await manager.query("ROLLBACK TO before");
      }
    });
  });
});

const views: { name: string }[] = await owner.query(
  "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v' ORDER BY relname",
);

it.each(views)("G1 G2 L28 the view $name shows each role the same organizations as its tables", async ({ name }) => {
  for (const role of [app, worker]) {
    expect(await organizationsIn(role, name)).toEqual([]);
    expect(await inOrganizations(role, [ours], (manager) => organizationsIn(manager, name))).toEqual([ours]);
  }
  expect((await organizationsIn(verify, name)).sort()).toEqual([ours, theirs].sort());
});

it("G1 lets the app move no row to another organization", async () => {
  const move = (manager: EntityManager) => manager.query("UPDATE due SET org_id = $1", [theirs]);
  expect(await refusalOf(inOrganizations(app, [ours], move))).toEqual(NOT_ALLOWED);
});

describe("the ledger's role", () => {
  const take = (manager: EntityManager) => manager.query("SET LOCAL ROLE scrip_ledger");

  it.each(tables)("sees all organizations of %s, and only in transactions that take the role", async (table) => {
    const seen = await app.transaction(async (manager) => {
      await take(manager);
      return organizationsIn(manager, table);
    });
    expect(seen.sort()).toEqual([ours, theirs].sort());
    expect(await organizationsIn(app, table)).toEqual([]);
  });

  it("G2 is the role of the connections for batches, and of no other connection of the ledger", async () => {
    const batches = openBatchPool({ url: database.urls.app }, 1);
    const looks = openReadingPool({ url: database.urls.app }, 1);
    const whoAmI = async (pool: typeof looks) => (await pool.query("SELECT current_user::text AS me")).rows[0].me;
    expect([await whoAmI(batches), await whoAmI(looks)]).toEqual(["scrip_ledger", "scrip_app"]);
    const ledger = appLedger(database);
    expect(await whoAmI(ledger.pool)).toBe("scrip_app");
    for (const each of [batches, looks]) await each.end();
    await ledger.close();
  });
});

async function organizationsIn(on: DataSource | EntityManager, table: string): Promise<string[]> {
  const rows: { org_id: string }[] = await on.query(`SELECT DISTINCT org_id FROM ${table}`);
  return rows.map(({ org_id }) => org_id);
}
