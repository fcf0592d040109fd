import type { Client } from "pg";
import { queryRows } from "../../connection/query-rows.ts";
import { StartupError } from "../../connection/startup-error.ts";
import { citusFiles, inSchema } from "../../schema/sql-files.ts";

/**
 * Settings of the preparing session. A schema becomes a distributed one only by `distributeCell`, and Citus refuses to
 * distribute a table that has triggers unless this is allowed. Its reason concerns triggers that reach other nodes, and
 * all tables of a cell are on one node.
 */
const SESSION = `
  SET citus.enable_schema_based_sharding = off;
  SET citus.enable_unsafe_triggers = on`;

/**
 * Begins the preparation of a cell.
 * @param owner a superuser on the coordinator
 * @throws StartupError if the connection is not one to the coordinator, or its role is no superuser
 */
export async function beginCell(owner: Client): Promise<void> {
  const [state] = await queryRows<{ is_coordinator: boolean; is_superuser: boolean; nodes: number }>(owner, STATE, []);
  if (state?.is_coordinator !== true)
    throw new StartupError("A cell on Citus is prepared on the coordinator. DATABASE_URL names another node.");
  if (!state.is_superuser)
    throw new StartupError(
      "Citus copies the tables of a cell, and row-level security would hide their rows from their owner. Prepare the cell as a superuser.",
    );
  if (state.nodes === 0)
    throw new StartupError("No node of this Citus cluster takes a cell. Add one with citus_add_node, then try again.");
  await owner.query(SESSION);
  // Citus distributes no schema that has an extension. The migration that needs it finds it here.
  await owner.query("CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public");
}

const STATE = `
  SELECT (SELECT groupid = 0 FROM pg_dist_local_group) AS is_coordinator,
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS is_superuser,
    (SELECT count(*)::int FROM pg_dist_node
      WHERE isactive AND noderole = 'primary' AND shouldhaveshards AND hasmetadata) AS nodes`;

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
  await owner.query("SELECT citus_schema_distribute($1::regnamespace)", [schema]);
  await distributeFunctions(owner, schema);
  await grantViews(owner, schema);
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
