import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { prepareDatabase } from "../boot/prepare-database.ts";
import type { Home } from "../connection/home.ts";
import { PLATFORM_ROLES, ROLES, roleUrls } from "../connection/roles.ts";
import { testDatabase } from "../testing/index.ts";
import { onDatabase } from "../testing/on-database.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";
import { runSql } from "../testing/run-sql.ts";
import { PREPARATION_TABLES } from "../testing/tables.ts";
import { entities } from "./entities.ts";
import { HOMES_APART } from "./homes.ts";
import { openMigrations } from "./open-migrations.ts";

// This database has no tables in `public`, so a name that lacks its schema cannot resolve to a table there.
const { ownerUrl, name } = await testDatabase();
await runSql(ownerUrl, `CREATE DATABASE ${name}_apart`);
const apartUrl = onDatabase(ownerUrl, `${name}_apart`);
await prepareDatabase(apartUrl, { places: HOMES_APART });
const client = new pg.Client({ connectionString: apartUrl });
await client.connect();
afterAll(async () => {
  await client.end();
  await runSql(ownerUrl, `DROP DATABASE ${name}_apart WITH (FORCE)`);
});

/** The tables that the entities of a home declare, and the tables of the preparation. */
const tablesOf = (home: Home): Set<string | undefined> =>
  new Set([
    ...entities.filter((entity) => entity.home === home).map(({ options }) => options.tableName),
    ...PREPARATION_TABLES,
  ]);

const SCHEMAS = { platform: "scrip_platform_home", organizations: "scrip_organizations_home" } as const;
const ROLES_OF = { platform: PLATFORM_ROLES, organizations: ROLES } as const;
const BOTH = ["platform", "organizations"] as const;
const otherOf = (home: Home): Home => (home === "platform" ? "organizations" : "platform");

async function relationsIn(schema: string, kinds: string): Promise<string[]> {
  const { rows } = await client.query(
    "SELECT relname FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = ANY ($2)",
    [schema, kinds.split("")],
  );
  return rows.map(({ relname }) => relname);
}

describe("a home in a schema of its own", () => {
  it.each(BOTH)("has the tables of the %s and no other ones", async (home) => {
    expect(new Set(await relationsIn(SCHEMAS[home], "rp"))).toEqual(tablesOf(home));
    expect(await relationsIn("public", "rpv")).toEqual([]);
  });

  it("has no reference to the other home", async () => {
    const { rows } = await client.query(
      `SELECT DISTINCT connamespace::regnamespace || ' ' || relnamespace::regnamespace AS places
        FROM pg_constraint JOIN pg_class ON pg_class.oid = confrelid
        WHERE contype = 'f' AND connamespace::regnamespace::text LIKE '%home'`,
    );
    expect(new Set(rows.map(({ places }) => places))).toEqual(
      new Set(BOTH.map((home) => `${SCHEMAS[home]} ${SCHEMAS[home]}`)),
    );
  });

  it.each(BOTH.flatMap((home) => (["app", "worker", "verify"] as const).map((role) => [home, role] as const)))(
    "G3 lets, in the %s's home, the role of the %s find its own tables and access no table of the other home",
    async (home, role) => {
      const own = new pg.Client({ connectionString: roleUrls(apartUrl, ROLES_OF[home])[role] });
      await own.connect();
      const other = SCHEMAS[otherOf(home)];
      try {
        expect((await own.query("SELECT current_schema() AS schema")).rows).toEqual([{ schema: SCHEMAS[home] }]);
        expect((await own.query("SELECT count(*)::int AS n FROM migrations")).rows[0].n).toBeGreaterThan(0);
        await own.query("SET default_transaction_read_only = off");
        for (const table of await relationsIn(other, "rpv"))
          for (const sql of ["SELECT FROM", "DELETE FROM", "INSERT INTO"]) {
            const rest = sql === "INSERT INTO" ? " DEFAULT VALUES" : "";
            expect(await refusalOf(own.query(`${sql} ${other}.${table}${rest}`))).toEqual(NOT_ALLOWED);
          }
      } finally {
        await own.end();
      }
    },
  );

  it("G3 denies the ledger's role every table of the platform", async () => {
    await client.query("SET ROLE scrip_ledger");
    for (const table of await relationsIn(SCHEMAS.platform, "rp"))
      expect(await refusalOf(client.query(`SELECT FROM ${SCHEMAS.platform}.${table}`))).toEqual(NOT_ALLOWED);
    await client.query("RESET ROLE");
  });

  it("can be prepared again", async () => {
    await prepareDatabase(apartUrl, { places: HOMES_APART });
    for (const place of HOMES_APART) {
      const migrations = await openMigrations(apartUrl, place);
      expect(await migrations.runMigrations()).toEqual([]);
      await migrations.destroy();
    }
  });

  it("has functions that find their tables under any search path", async () => {
    await client.query("SET search_path TO pg_catalog");
    const org = "00000000-0000-7000-8000-000000000000";
    const none = "'{}'";
    await client.query(`INSERT INTO scrip_organizations_home.catalog_copies VALUES (1, sha256(''), '{}', now());
      INSERT INTO scrip_organizations_home.organizations
        VALUES ('${org}', 'one', now(), now(), 1, 0, now(), sha256(''), 0, 0, 5, 'free');
      INSERT INTO scrip_organizations_home.grants (org_id, id, source, kind, amount, effective_at, business_key, avail, held,
          spent, expired, revoked, is_open, legs)
        VALUES ('${org}', '${org}', 'code', 'paid', 256, now(), 'b', 256, 0, 0, 0, 0, true, 1);
      INSERT INTO scrip_organizations_home.entries (org_id, seq, at, recorded_at, kind, actor_type, cause_type, cause_id, leg,
          available, reserved, owed, hash, first_amount, first_grant_id)
        SELECT '${org}', n, now(), now(), 'grant_issued', 'system', 'grant', gen_random_uuid(), 1, n, 0, 0, sha256(''),
          1, '${org}' FROM generate_series(1, 256) AS n;
      INSERT INTO scrip_organizations_home.jobs (org_id, id, ref, resource, work, mode, rate, units_milli, catalog_version,
          started_at, state, paused_ms, reported_ms, chargeable_ms, charged, charges, ended_at)
        VALUES ('${org}', '${org}', 'r', 'gpu', 'training', 'epochs', 1, 1, 1, now(), 'completed', 0, 0, 0, 0, 1, now())`);
    const { rows: marks } = await client.query("SELECT avail FROM scrip_organizations_home.grant_marks");
    expect(marks).toEqual([{ avail: "256" }]);
    for (const call of [
      `lock_and_load_heads(true, '{${org}}', 16, '{${org},${org}}', '{charge,x}', '{a,b}', '{${org},${org}}', '{${org}}', '{r}',
        '{${org}}', '{${org}}', '{${org}}', '{${org}}', '{${org}}', '{b}')`,
      `lock_and_load_heads(false, '{${org}}', 16, ${none}, ${none}, ${none}, ${none}, ${none}, ${none}, ${none}, ${none}, ${none},
        ${none}, ${none}, ${none})`,
      `load_more_grants('${org}', now(), '{${org}}', 16)`,
      `load_more_debts('${org}', 16)`,
      `lapsing_between('${org}', now(), now())`,
      `step_clock('${org}', now() + interval '1 day', false)`,
      `entries_before('${org}', now())`,
      `reports_before('${org}', '${org}', now())`,
      `mark_blocks('${org}', 256, 1)`,
      `grant_moves('${org}', 0, 256)`,
    ])
      await client.query(`SELECT scrip_organizations_home.${call}`);
    await expect(client.query("DELETE FROM scrip_organizations_home.entries")).rejects.toThrow(
      "does not allow this change",
    );
    await expect(
      client.query(
        `INSERT INTO scrip_organizations_home.hold_slices VALUES ('${org}', gen_random_uuid(), '${org}', 1, 1, 0, 0)`,
      ),
    ).rejects.toThrow("a row of hold_slices names");
  });
});
