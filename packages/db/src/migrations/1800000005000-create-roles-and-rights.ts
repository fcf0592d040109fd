import type { QueryRunner } from "typeorm";
import { type HomeMigration, runInHome } from "./home.ts";
import { organizationTable, type Rights } from "./row-level-security.ts";

/**
 * The policies and rights of the roles in the organizations' home (`docs/decisions/0005-roles.md`). Roles belong to the
 * whole server, and `boot/ensure-roles.ts` creates them. The rights in the platform's home are in
 * the migration of that home.
 */
export class CreateRolesAndRights1800000005000 implements HomeMigration {
  readonly name = "CreateRolesAndRights1800000005000";
  readonly home = "organizations";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, CURRENT_ORG_IDS);
    await runInHome(runner, CATALOG_COPIES);
    await runInHome(runner, TABLES.map(([table, rights]) => organizationTable(table, rights)).join(""));
    await runInHome(runner, "CREATE POLICY due_sweep ON due FOR SELECT TO scrip_worker USING (true)");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runInHome(
      runner,
      `DROP POLICY due_sweep ON due;
      REVOKE ALL ON catalog_copies FROM scrip_app, scrip_worker, scrip_ledger, scrip_verify;
      ${TABLES.map(([table]) => closed(table)).join("")}
      DROP FUNCTION current_org_ids()`,
    );
  }
}

/** This function is in a migration, not in a sql file, because every policy calls it: a change affects all policies. */
const CURRENT_ORG_IDS = `
  -- The organizations that this transaction may see. The statement that locks them sets it.
  CREATE FUNCTION current_org_ids() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('scrip.org_ids', true), '')::uuid[] $$;
`;

/** Every organization may read every catalog, so the table has no policy. */
const CATALOG_COPIES = `
  GRANT SELECT, INSERT ON catalog_copies TO scrip_app, scrip_worker;
  GRANT SELECT ON catalog_copies TO scrip_ledger, scrip_verify;
`;

const HEAD = "seq, at, hash, available, reserved, owed";

/**
 * The roles insert rows and never delete them, except due work. After the insert only the columns in parentheses may
 * change: counters and states. The other columns are part of the hashes of entries (L11).
 */
const TABLES: readonly (readonly [table: string, rights: Rights])[] = [
  [
    "organizations",
    {
      app: `SELECT, INSERT, UPDATE (${HEAD}, clock_at)`,
      // The worker finishes interrupted creations.
      worker: `SELECT, INSERT, UPDATE (${HEAD})`,
      ledger: `SELECT, UPDATE (${HEAD})`,
    },
  ],
  ["grants", changing("avail, held, spent, expired, revoked, is_open, legs")],
  ["scheduled_grants", changing("issued")],
  ["jobs", changing("state, paused_at, paused_ms, reported_ms, chargeable_ms, charged, charges, hold_id, ended_at")],
  ["holds", changing("state, silent_at, legs")],
  ["hold_slices", changing("reserved, open, settled, released")],
  ["debts", changing("open, paid, forgiven, is_open")],
  ["job_charges", forAll("SELECT, INSERT")],
  ["entries", forAll("SELECT, INSERT")],
  ["further_postings", forAll("SELECT, INSERT")],
  ["idempotency_keys", forAll("SELECT, INSERT")],
  ["activity_series", forAll("SELECT, INSERT")],
  ["marked_blocks", forAll("SELECT, INSERT")],
  ["grant_marks", forAll("SELECT, INSERT")],
  ["due", forAll("SELECT, INSERT, UPDATE, DELETE")],
];

function changing(columns: string): Rights {
  return forAll(`SELECT, INSERT, UPDATE (${columns})`);
}

function forAll(rights: string): Rights {
  return { app: rights, worker: rights, ledger: rights };
}

function closed(table: string): string {
  return `
    REVOKE ALL ON ${table} FROM scrip_app, scrip_worker, scrip_ledger, scrip_verify;
    DROP POLICY ${table}_own ON ${table};
    DROP POLICY ${table}_ledger ON ${table};
    DROP POLICY ${table}_verify ON ${table};
    ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY;
  `;
}
