import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { applySqlFiles, createSqlTable } from "../boot/apply-sql-files.ts";
import type { Home } from "../connection/home.ts";
import { testDatabase } from "../testing/index.ts";
import { onDatabase } from "../testing/on-database.ts";
import { runSql } from "../testing/run-sql.ts";
import { PREPARATION_TABLES } from "../testing/tables.ts";
import { entities } from "./entities.ts";
import type { HomesInSchema } from "./homes.ts";
import { openMigrations } from "./open-migrations.ts";

// An empty database of its own: no name may resolve to a table of the other home.
const { ownerUrl, name } = await testDatabase();
await runSql(ownerUrl, `CREATE DATABASE ${name}_apart`);
const client = new pg.Client({ connectionString: onDatabase(ownerUrl, `${name}_apart`) });
await client.connect();
afterAll(async () => {
  await client.end();
  await runSql(ownerUrl, `DROP DATABASE ${name}_apart WITH (FORCE)`);
});

/** The tables of a home, as their entities declare them, and those of the preparation. */
const tablesOf = (home: Home): Set<string | undefined> =>
  new Set([
    ...entities.filter((entity) => entity.home === home).map(({ options }) => options.tableName),
    ...PREPARATION_TABLES,
  ]);

async function prepare(place: HomesInSchema): Promise<string[]> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${place.schema}`);
  await createSqlTable(client, place.schema);
  const migrations = await openMigrations(onDatabase(ownerUrl, `${name}_apart`), place);
  await migrations.runMigrations();
  await migrations.destroy();
  await applySqlFiles(client, place);
  const { rows } = await client.query(
    "SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r' ORDER BY relname",
    [place.schema],
  );
  return rows.map(({ relname }) => relname);
}

describe("a home in a schema of its own", () => {
  it("has the platform's tables without those of organizations", async () => {
    const tables = await prepare({ schema: "the_platform", homes: ["platform"] });
    expect(new Set(tables)).toEqual(tablesOf("platform"));
  });

  it("has the organizations' tables, which need nothing of the platform", async () => {
    const tables = await prepare({ schema: "the_organizations", homes: ["organizations"] });
    expect(new Set(tables)).toEqual(tablesOf("organizations"));
    const { rows } = await client.query(
      `SELECT DISTINCT connamespace::regnamespace || ' ' || relnamespace::regnamespace AS places
        FROM pg_constraint JOIN pg_class ON pg_class.oid = confrelid WHERE contype = 'f'`,
    );
    expect(new Set(rows.map(({ places }) => places))).toEqual(
      new Set(["the_organizations the_organizations", "the_platform the_platform"]),
    );
  });

  it("has functions that find their tables by the schema, whatever the search path is", async () => {
    await client.query("SET search_path TO pg_catalog");
    const org = "00000000-0000-7000-8000-000000000000";
    const none = "'{}'";
    await client.query(`INSERT INTO the_organizations.catalog_copies VALUES (1, sha256(''), '{}', now());
      INSERT INTO the_organizations.organizations
        VALUES ('${org}', 'one', now(), now(), 1, 0, now(), sha256(''), 0, 0, 5);
      INSERT INTO the_organizations.grants (org_id, id, source, kind, amount, effective_at, business_key, avail, held,
          spent, expired, revoked, is_open, legs)
        VALUES ('${org}', '${org}', 'code', 'paid', 256, now(), 'b', 256, 0, 0, 0, 0, true, 1);
      INSERT INTO the_organizations.entries (org_id, seq, at, recorded_at, kind, actor_type, cause_type, cause_id, leg,
          available, reserved, owed, hash, first_amount, first_grant_id)
        SELECT '${org}', n, now(), now(), 'grant_issued', 'system', 'grant', gen_random_uuid(), 1, n, 0, 0, sha256(''),
          1, '${org}' FROM generate_series(1, 256) AS n;
      INSERT INTO the_organizations.jobs (org_id, id, ref, resource, work, mode, rate, units_milli, catalog_version,
          started_at, state, paused_ms, reported_ms, chargeable_ms, charged, charges, ended_at)
        VALUES ('${org}', '${org}', 'r', 'gpu', 'training', 'epochs', 1, 1, 1, now(), 'completed', 0, 0, 0, 0, 1, now())`);
    const { rows: marks } = await client.query("SELECT avail FROM the_organizations.grant_marks");
    expect(marks).toEqual([{ avail: "256" }]);
    for (const call of [
      `lock_and_fetch(true, '{${org}}', '{${org},${org}}', '{charge,x}', '{a,b}', '{${org},${org}}', '{${org}}', '{r}',
        '{${org}}', '{${org}}', '{${org}}', '{${org}}', '{${org}}', '{b}')`,
      `lock_and_fetch(false, '{${org}}', ${none}, ${none}, ${none}, ${none}, ${none}, ${none}, ${none}, ${none}, ${none},
        ${none}, ${none}, ${none})`,
      `step_clock('${org}', now() + interval '1 day', false)`,
      `entries_before('${org}', now())`,
      `reports_before('${org}', '${org}', now())`,
      `mark_blocks('${org}', 256, 1)`,
      `grant_moves('${org}', 0, 256)`,
    ])
      await client.query(`SELECT the_organizations.${call}`);
    await expect(client.query("DELETE FROM the_organizations.entries")).rejects.toThrow("does not allow this change");
    await expect(
      client.query(
        `INSERT INTO the_organizations.hold_slices VALUES ('${org}', gen_random_uuid(), '${org}', 1, 1, 0, 0)`,
      ),
    ).rejects.toThrow("a row of hold_slices names");
  });
});
