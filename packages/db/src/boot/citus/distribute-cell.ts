import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { isConcurrentChange } from "../../connection/concurrent-change.ts";
import { queryRows } from "../../connection/query-rows.ts";
import { citusFiles, inSchema } from "../../schema/sql-files.ts";

const TRIES = 10;

/** Whether Citus has distributed this schema. */
export async function isDistributed(owner: Client, schema: string): Promise<boolean> {
  const rows = await queryRows(owner, "SELECT 1 AS found FROM citus_schemas WHERE schema_name::text = $1", [schema]);
  return rows.length > 0;
}

/**
 * Brings a cell back to the coordinator as ordinary tables, so that migrations and sql files run as on plain PostgreSQL.
 * Citus copies every row, and nobody can use the cell meanwhile.
 */
export async function gatherCell(owner: Client, schema: string): Promise<void> {
  await owner.query("SELECT citus_schema_undistribute($1::regnamespace)", [schema]);
}

/**
 * Gives the ordinary tables of a cell to Citus, which puts all of them on one node. First it replaces what Citus does
 * not support, by other means with the same guarantee. Each part reads the catalog, so a new table needs no change here.
 */
export async function distributeCell(owner: Client, schema: string): Promise<void> {
  await simplifyPolicies(owner, schema);
  await referByForeignKeys(owner, schema);
  await deferForeignKeys(owner, schema);
  for (const file of citusFiles()) await owner.query(inSchema(file, schema));
  await planAnew(owner, schema);
  await distribute(owner, schema);
  await distributeFunctions(owner, schema);
  await grantViews(owner, schema);
}

/** Citus brings the roles of the cell to all nodes, where another preparation may do the same. */
async function distribute(owner: Client, schema: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await owner.query("SELECT citus_schema_distribute($1::regnamespace)", [schema]);
      return;
    } catch (error) {
      if (attempt === TRIES || !isConcurrentChange(error)) throw error;
      await sleep(100 * attempt);
    }
  }
}

/** Citus supports no sub-select in a policy. Without it, PostgreSQL reads the setting once for each row. */
async function simplifyPolicies(owner: Client, schema: string): Promise<void> {
  const policies = await queryRows<{ name: string; table: string; condition: string }>(
    owner,
    `SELECT quote_ident(policyname) AS name, quote_ident(tablename) AS "table", qual AS condition FROM pg_policies
      WHERE schemaname = $1 AND qual LIKE '%SELECT%'`,
    [schema],
  );
  for (const { name, table, condition } of policies) {
    const simple = condition.replace(SUB_SELECT, `${schema}.current_org_ids()`);
    await owner.query(`ALTER POLICY ${name} ON ${schema}.${table} USING (${simple})`);
  }
}

/** `( SELECT current_org_ids() AS current_org_ids)`, as PostgreSQL prints it. */
const SUB_SELECT = /\(\s*SELECT (?:\w+\.)?current_org_ids\(\) AS current_org_ids\)/g;

/** References that triggers with transition tables check, which crash a server with Citus (`sql/check-references.sql`). */
const REFERENCES = [
  { table: "entries", name: "entries_grant", column: "first_grant_id", to: "grants" },
  { table: "entries", name: "entries_hold", column: "first_hold_id", to: "holds" },
  { table: "hold_slices", name: "hold_slices_hold", column: "hold_id", to: "holds" },
  { table: "hold_slices", name: "hold_slices_grant", column: "grant_id", to: "grants" },
] as const;

/** Puts foreign keys in place of triggers with transition tables. They refuse the same rows under the same name. */
async function referByForeignKeys(owner: Client, schema: string): Promise<void> {
  for (const { table, name, column, to } of REFERENCES)
    await owner.query(`
      DROP TRIGGER IF EXISTS ${name} ON ${schema}.${table};
      ALTER TABLE ${schema}.${table} DROP CONSTRAINT IF EXISTS ${name};
      ALTER TABLE ${schema}.${table} ADD CONSTRAINT ${name}
        FOREIGN KEY (org_id, ${column}) REFERENCES ${schema}.${to} (org_id, id)`);
  const left = await queryRows<{ name: string }>(
    owner,
    `SELECT tgrelid::regclass || '.' || tgname AS name FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE relnamespace = $1::regnamespace AND num_nonnulls(tgoldtable, tgnewtable) > 0`,
    [schema],
  );
  if (left.length > 0)
    throw new Error(
      `triggers with transition tables crash a server with Citus: ${left.map(({ name }) => name).join(", ")}`,
    );
}

/** Citus splits a batch's statement into one for each table, so references are checked at the end of the transaction. */
async function deferForeignKeys(owner: Client, schema: string): Promise<void> {
  const keys = await queryRows<{ name: string; table: string }>(
    owner,
    `SELECT quote_ident(conname) AS name, conrelid::regclass::text AS "table" FROM pg_constraint
      WHERE contype = 'f' AND NOT condeferred AND connamespace = $1::regnamespace`,
    [schema],
  );
  for (const { name, table } of keys)
    await owner.query(`ALTER TABLE ${table} ALTER CONSTRAINT ${name} DEFERRABLE INITIALLY DEFERRED`);
}

/** Citus plans no statement whose parameters are unknown, so no function may ask for such a plan. */
async function planAnew(owner: Client, schema: string): Promise<void> {
  const functions = await queryRows<{ name: string }>(
    owner,
    `SELECT oid::regprocedure::text AS name FROM pg_proc
      WHERE pronamespace = $1::regnamespace AND proconfig && ARRAY['plan_cache_mode=force_generic_plan']`,
    [schema],
  );
  for (const { name } of functions) await owner.query(`ALTER FUNCTION ${name} RESET plan_cache_mode`);
}

/** Citus takes along the functions that tables need. The other ones are created on every node here. */
async function distributeFunctions(owner: Client, schema: string): Promise<void> {
  await owner.query(
    `SELECT create_distributed_function(oid::regprocedure) FROM pg_proc
      WHERE pronamespace = $1::regnamespace AND NOT EXISTS (
        SELECT FROM pg_catalog.pg_dist_object WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid)`,
    [schema],
  );
}

/** Citus makes the views of other nodes anew, without the rights on them. */
async function grantViews(owner: Client, schema: string): Promise<void> {
  const rights = await queryRows<{ view: string; right: string; role: string }>(
    owner,
    `SELECT pg_class.oid::regclass::text AS view, acl.privilege_type AS right, quote_ident(rolname) AS role
      FROM pg_class CROSS JOIN LATERAL aclexplode(relacl) AS acl JOIN pg_roles ON pg_roles.oid = acl.grantee
      WHERE relkind = 'v' AND relnamespace = $1::regnamespace AND acl.grantee <> relowner`,
    [schema],
  );
  for (const { view, right, role } of rights) await owner.query(`GRANT ${right} ON ${view} TO ${role}`);
}
