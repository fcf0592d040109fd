import { expect, it } from "vitest";
import { LEDGER_ROLE, ROLES } from "../connection/roles.ts";
import { testDatabase } from "../testing/index.ts";
import { ORDINARY_TABLES, organizationTables, PLATFORM_TABLES } from "../testing/tables.ts";

const database = await testDatabase();
const owner = await database.open("owner");
const tables = (await organizationTables(owner)).filter((name) => !ORDINARY_TABLES.includes(name));

/** The columns that may change after the insert. The other columns are part of the hashes of entries. */
const CHANGEABLE: Readonly<Record<string, string>> = {
  budget_uses: "level, used",
  debts: "forgiven, is_open, open, paid",
  due: "due_at, kind, on_test_clock, org_id, parked_at, problem, ref_id, tries",
  endpoints:
    "catalog_version, charged, charges, member, price, project, rate, remainder, resource, settled_at, started_at, state, stop_reason, stopped_at, stopped_ms, units_milli",
  grants: "avail, expired, held, is_open, legs, revoked, spent, to_revoke",
  hold_slices: "open, released, reserved, settled",
  holds: "legs, silent_at, state",
  jobs: "chargeable_ms, charged, charges, ended_at, hold_id, paused_at, paused_ms, reported_ms, state",
  month_meters: "charged, fallen, is_closed, legs, quantity",
  organizations: "at, available, balance_state, has_meters, hash, owed, reserved, seq, topup_below",
  scheduled_grants: "cancelled, issued",
  storage_meters: "booked_until, charged, corrected, due_at, is_stale, legs, priced, quantity, shaped",
  volumes: "bytes, changed_at, changes, member, project",
};

/** The app also advances the clocks of organizations, renames and closes them, and sets their plans. */
const BY_THE_APP =
  "alert_below, at, available, balance_state, catalog_version, clock_at, closed_at, has_budgets, has_contract, has_meters, hash, name, owed, plan, reserved, seq, topup_below";
/** The worker finishes a change of a name and a move to another cell, and runs the work of plans that falls due. */
const BY_THE_WORKER =
  "at, available, balance_state, catalog_version, has_budgets, has_contract, has_meters, hash, moved_to, name, owed, plan, reserved, seq, topup_below";

/** What a new ceiling changes. No hash covers these columns. */
const BY_A_CEILING = { budgets: "cap, mode, version", holds: "legs, placed_at, placed_by, silent_at, state" };

it.each([ROLES.app, ROLES.worker, LEDGER_ROLE])(
  "L11 %s may change counters and states, and no other column of the ledger",
  async (role) => {
    const rows: { table: string; columns: string }[] = await owner.query(
      `SELECT relname AS table, string_agg(attname, ', ' ORDER BY attname) AS columns
      FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
      WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1) AND has_column_privilege($2, attrelid, attnum, 'UPDATE')
      GROUP BY relname`,
      [tables, role],
    );
    const organizations = role === ROLES.app ? BY_THE_APP : BY_THE_WORKER;
    const own = role === LEDGER_ROLE ? {} : { organizations, ...BY_A_CEILING };
    expect(Object.fromEntries(rows.map(({ table, columns }) => [table, columns]))).toEqual({ ...CHANGEABLE, ...own });
  },
);

it.each([...Object.values(ROLES), LEDGER_ROLE])(
  "L11 %s may delete due work only, and may truncate no table",
  async (role) => {
    const rows: { table: string; right: string }[] = await owner.query(
      `SELECT relname AS table, r AS right FROM pg_class, unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS r
      WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1) AND has_table_privilege($2, pg_class.oid, r)`,
      [tables, role],
    );
    expect(rows).toEqual(role === ROLES.verify ? [] : [{ table: "due", right: "DELETE" }]);
  },
);

it("L10 stores every instant of the ledger in whole milliseconds", async () => {
  const rows: { name: string; type: string }[] = await owner.query(
    `SELECT relname || '.' || attname AS name, format_type(atttypid, atttypmod) AS type
      FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
      WHERE relnamespace = 'public'::regnamespace AND relname = ANY ($1)
        AND atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype)`,
    [tables],
  );
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter(({ type }) => type !== "timestamp(3) with time zone")).toEqual([]);
});

it("G3 gives the ledger's role no right to a table of the platform", async () => {
  const rows: { table: string }[] = await owner.query(
    `SELECT t AS table FROM unnest($1::text[]) AS t, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS r
      WHERE has_table_privilege($2, t, r)`,
    [PLATFORM_TABLES, LEDGER_ROLE],
  );
  expect(rows).toEqual([]);
});
