import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { fillEveryTable } from "../testing/fill-every-table.ts";
import { anOrganization, testDatabase } from "../testing/index.ts";
import { NOT_ALLOWED, refusalOf } from "../testing/refusal.ts";

const NOWHERE = "00000000-0000-7000-8000-999999999999";

const database = await testDatabase();
const owner = await database.open("owner");
const { orgId } = await anOrganization(await database.open("app"));
const { grantId, holdId } = await fillEveryTable(owner, orgId);
const client = new pg.Client({ connectionString: database.ownerUrl });
await client.connect();
afterAll(() => client.end());

const SHADOWS = `
  CREATE TEMP TABLE grants (LIKE public.grants INCLUDING DEFAULTS);
  CREATE TEMP TABLE holds (LIKE public.holds);
  CREATE TEMP TABLE organizations (LIKE public.organizations)`;

describe("a temporary table with the name of a table", () => {
  it.each(["public", "pg_temp, public"])(
    "L14 L28 gives a slice no grant and no hold (search path %s)",
    async (path) => {
      for (const [hold, grant, constraint] of [
        [holdId, NOWHERE, "hold_slices_grant"],
        [NOWHERE, grantId, "hold_slices_hold"],
      ]) {
        await client.query(`BEGIN; SET LOCAL search_path = ${path}; ${SHADOWS}`);
        await client.query(
          `INSERT INTO pg_temp.grants (org_id, id, source, kind, amount, effective_at, business_key, avail, held, spent,
              expired, revoked, is_open, legs) VALUES ($1, $2, 'code', 'paid', 1, now(), 'b', 1, 0, 0, 0, 0, true, 1)`,
          [orgId, NOWHERE],
        );
        await client.query("INSERT INTO pg_temp.holds VALUES ($1, $2, NULL, 1, 'open', NULL, 1)", [orgId, NOWHERE]);
        const slice = client.query("INSERT INTO public.hold_slices VALUES ($1, $2, $3, 1, 1, 0, 0)", [
          orgId,
          hold,
          grant,
        ]);
        expect(await refusalOf(slice)).toMatchObject({ constraint });
        await client.query("ROLLBACK");
      }
    },
  );

  it.each(["app", "worker", "verify"] as const)("is refused to the %s", async (role) => {
    const source = await database.open(role);
    const made = source.transaction(async (manager) => {
      await manager.query("SET TRANSACTION READ WRITE");
      await manager.query("CREATE TEMP TABLE grants (id uuid)");
    });
    expect(await refusalOf(made)).toEqual(NOT_ALLOWED);
  });
});

it("resolves the names in every function when it is created, or only in its own schema and last in pg_temp", async () => {
  const functions: { name: string; pinned: boolean }[] = await owner.query(`
    SELECT proname AS name, prosqlbody IS NOT NULL
        OR coalesce(format('search_path=%I, pg_temp', nspname) = ANY (proconfig), false) AS pinned
      FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'pgboss')
        -- Functions of an extension are written in C and name no table.
        AND NOT EXISTS (SELECT FROM pg_depend
          WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')`);
  expect(functions.filter(({ pinned }) => !pinned)).toEqual([]);
  expect(functions.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["lock_and_load_heads", "check_hold_slices_grant", "current_org_ids", "grant_moves"]),
  );
});

it("limits the connections of each role, and keeps some for the owner", async () => {
  const limits: { rolname: string; rolconnlimit: number; most: number }[] = await owner.query(
    `SELECT rolname, rolconnlimit, current_setting('max_connections')::int AS most FROM pg_roles
      WHERE rolname IN ('scrip_app', 'scrip_worker', 'scrip_verify')`,
  );
  expect(limits).toHaveLength(3);
  expect(Math.min(...limits.map(({ rolconnlimit }) => rolconnlimit))).toBeGreaterThan(0);
  const sum = limits.reduce((all, { rolconnlimit }) => all + rolconnlimit, 0);
  expect(sum).toBeLessThan(limits[0]?.most ?? 0);
});

describe("E7 a session whose commits do not wait for the disk", () => {
  const call = (
    p_lock: boolean,
  ) => `SELECT lock_and_load_heads(${p_lock}, '{}', 16, '{}', '{}', '{}', '{}', '{}', '{}', '{}',
    '{}', '{}', '{}', '{}', '{}')`;
  it("runs no batch", async () => {
    await client.query("SET synchronous_commit = off");
    for (const sql of [call(true), "SELECT all_rows_found(1, 1)"])
      await expect(client.query(sql)).rejects.toThrow("needs synchronous_commit, which is off");
    await client.query(call(false));
    await client.query("SET synchronous_commit = local");
    await client.query(`${call(true)}; SELECT all_rows_found(1, 1)`);
  });
});
