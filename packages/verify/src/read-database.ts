import { hash } from "node:crypto";
import type pg from "pg";
import { readShards, showShards, withoutShards } from "./on-citus.ts";
import { readRows, text } from "./read.ts";

/** Tables and functions that are in the platform's home. All others are in the organizations' home. */
export const PLATFORM_NAMES = new Set([
  "auth_events",
  "campaigns",
  "catalog_moves",
  "catalog_versions",
  "cells",
  "charging",
  "code_claims",
  "codes",
  "document_numbers",
  "document_series",
  "gateway_customers",
  "gateway_events",
  "gateway_payments",
  "invitation_tokens",
  "mails",
  "memberships",
  "operators",
  "organization_moves",
  "organization_registry",
  "platform_audit_details",
  "platform_audit_entries",
  "platform_audit_heads",
  "platform_due",
  "reconciliations",
  "refuse_platform_change",
  "sales_requests",
  "seller",
  "service_keys",
  "signup_credits",
  "sso_domains",
  "sso_organizations",
  "staff_acts",
  "try_counters",
  "welcome_person",
]);

/** How a database keeps the rules. */
export interface DatabaseFacts {
  /** Sorted, one line a fact. */
  readonly facts: readonly string[];
  /** Whether Citus distributes the schema: `onCitus` says which of the facts are others there. */
  readonly isOnCitus: boolean;
}

/**
 * Reads how the database itself keeps the rules, one line a fact: tables with their row-level security, columns,
 * constraints, unique indexes, triggers, policies, rights, functions and views in the schema of one home, and the
 * attributes of the roles. The lines are the same on PostgreSQL 15 to 18, in every schema, and for every owner.
 * @param table a table of the home
 * @returns the sorted facts; `null` if the home is not in this database
 */
export async function readDatabase(
  pool: pg.Pool,
  table: "organizations" | "organization_registry",
): Promise<DatabaseFacts | null> {
  const client = await pool.connect();
  try {
    const [found] = await readRows(
      client,
      "SELECT relnamespace, relnamespace::regnamespace FROM pg_class WHERE oid = to_regclass($1)",
      [table],
    );
    if (found === undefined) return null;
    const [id, schema] = found.map(text) as [string, string];
    const shards = await readShards(client, id);
    if (shards === null) return { facts: await readFacts(client, id, schema, FACTS), isOnCitus: false };
    await showShards(client, true);
    const facts = withoutShards(
      await readFacts(client, id, schema, { ...FACTS, function: FUNCTIONS_ON_CITUS }),
      shards,
    );
    await showShards(client, false);
    return { facts: facts.sort(), isOnCitus: true };
  } finally {
    client.release();
  }
}

async function readFacts(
  client: pg.PoolClient,
  schemaId: string,
  schema: string,
  queries: Readonly<Record<string, string>>,
): Promise<string[]> {
  const facts: string[] = [];
  for (const [what, sql] of Object.entries(queries))
    for (const [name, ...parts] of await readRows(client, sql, [schemaId]))
      facts.push(`${what} ${text(name)}: ${parts.map((part) => plain(part ?? "", schema, what)).join(" ")}`.trimEnd());
  return facts.sort();
}

/** Removes what differs between versions of PostgreSQL, schemas and homes, but not the meaning. */
function plain(part: string, schema: string, what: string): string {
  const bare = part
    .replaceAll(`${schema}.`, "")
    .replaceAll(`search_path=${schema},`, "search_path=public,")
    .replaceAll("scrip_platform_", "scrip_");
  // PostgreSQL prints the columns of a view with or without the table, and its own way of breaking lines.
  if (what === "view" || what === "function") return digest(bare.replace(/\b\w+\.(?=\w)/g, "").replace(/[\s()]+/g, ""));
  return bare.replace(/\s+/g, " ");
}

function digest(part: string): string {
  return part.length > 60 ? hash("sha256", part).slice(0, 32) : part;
}

const RELATION = "pg_class c WHERE c.relnamespace = $1::oid AND c.relkind IN ('r', 'p', 'v')";
const OF_TABLE = "JOIN pg_class c ON c.oid = t.tgrelid AND c.relnamespace = $1::oid";
const grantee = (acl: string): string =>
  `CASE ${acl}.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(${acl}.grantee)::text END`;
/** Rights of roles that are not ours count if they can change rows. */
const counts = (acl: string): string =>
  `${acl}.grantee <> c.relowner AND (${acl}.privilege_type <> 'SELECT' OR ${grantee(acl)} LIKE 'scrip\\_%' OR ${acl}.grantee = 0)`;
const privileges = (acl: string): string =>
  `string_agg(${acl}.privilege_type || CASE WHEN ${acl}.is_grantable THEN ' and may pass it on' ELSE '' END, ', ' ORDER BY ${acl}.privilege_type)`;

const FACTS: Readonly<Record<string, string>> = {
  table: `
    SELECT c.relname, CASE WHEN c.relrowsecurity THEN 'row security' ELSE 'no row security' END,
      CASE WHEN c.relforcerowsecurity THEN 'forced' END,
      CASE WHEN pg_get_userbyid(c.relowner)::text LIKE 'scrip\\_%' THEN 'owned by ' || pg_get_userbyid(c.relowner) END
    FROM ${RELATION} AND c.relkind <> 'v'`,
  column: `
    SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
      'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace = $1::oid AND c.relkind IN ('r', 'p')
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname NOT IN ('migrations', 'sql_functions', 'serves_from')`,
  constraint: `
    SELECT c.relname || '.' || t.conname, pg_get_constraintdef(t.oid)
    FROM pg_constraint t JOIN pg_class c ON c.oid = t.conrelid AND c.relnamespace = $1::oid
    WHERE t.contype IN ('c', 'f', 'p', 'u', 'x') AND c.relname NOT IN ('migrations', 'sql_functions', 'serves_from')`,
  index: `
    SELECT c.relname || '.' || i.relname, pg_get_indexdef(i.oid), CASE WHEN NOT x.indisvalid THEN 'INVALID' END
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid AND c.relnamespace = $1::oid
    WHERE x.indisunique AND c.relname NOT IN ('migrations', 'sql_functions', 'serves_from')`,
  trigger: `
    SELECT c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid), CASE t.tgenabled WHEN 'O' THEN NULL ELSE 'enabled as ' || t.tgenabled::text END
    FROM pg_trigger t ${OF_TABLE} WHERE NOT t.tgisinternal
    UNION ALL
    SELECT c.relname || '.' || (SELECT f.conname FROM pg_constraint f WHERE f.oid = t.tgconstraint), 'a foreign key is not enforced', NULL
    FROM pg_trigger t ${OF_TABLE} WHERE t.tgisinternal AND t.tgenabled <> 'O'`,
  rule: `
    SELECT c.relname || '.' || r.rulename, pg_get_ruledef(r.oid)
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class AND c.relnamespace = $1::oid WHERE r.rulename <> '_RETURN'`,
  policy: `
    SELECT c.relname || '.' || p.polname, CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, p.polcmd::text,
      (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role)::text END, ', ' ORDER BY pg_get_userbyid(role)) FROM unnest(p.polroles) AS role),
      pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)
    FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid AND c.relnamespace = $1::oid`,
  right: `
    SELECT c.relname || ' of ' || ${grantee("a")}, ${privileges("a")}
    FROM (SELECT * FROM ${RELATION}) c, aclexplode(c.relacl) AS a WHERE ${counts("a")} GROUP BY c.relname, a.grantee
    UNION ALL
    SELECT c.relname || '.' || t.attname || ' of ' || ${grantee("a")}, ${privileges("a")}
    FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid AND c.relnamespace = $1::oid, aclexplode(t.attacl) AS a
    WHERE NOT t.attisdropped AND ${counts("a")} GROUP BY c.relname, t.attname, a.grantee
    UNION ALL
    SELECT 'schema of ' || ${grantee("a")}, ${privileges("a")}
    FROM pg_namespace n, aclexplode(n.nspacl) AS a
    WHERE n.oid = $1::oid AND a.grantee <> n.nspowner AND a.privilege_type = 'CREATE' GROUP BY a.grantee
    UNION ALL
    SELECT 'database of ' || ${grantee("a")}, ${privileges("a")}
    FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
    WHERE d.datname = current_database() AND a.grantee <> d.datdba AND a.privilege_type IN ('TEMPORARY', 'CREATE') GROUP BY a.grantee`,
  view: `
    SELECT c.relname, array_to_string(c.reloptions, ' '), pg_get_viewdef(c.oid) FROM ${RELATION} AND c.relkind = 'v'`,
  function: `
    SELECT p.proname || '(' || oidvectortypes(p.proargtypes) || ')', l.lanname, p.provolatile::text,
      CASE WHEN p.prosecdef THEN 'SECURITY DEFINER' END, array_to_string(p.proconfig, ' '), p.prosrc, pg_get_function_sqlbody(p.oid)
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace = $1::oid
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')`,
  role: `
    SELECT r.rolname, CASE WHEN r.rolcanlogin THEN 'login' END, CASE WHEN r.rolinherit THEN 'inherits' END,
      CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolbypassrls THEN 'bypasses row security' END,
      CASE WHEN r.rolcreaterole OR r.rolcreatedb OR r.rolreplication THEN 'creates roles or databases' END,
      (SELECT string_agg(DISTINCT 'member of ' || pg_get_userbyid(m.roleid), ', ') FROM pg_auth_members m WHERE m.member = r.oid)
    FROM pg_roles r WHERE $1::oid IS NOT NULL AND r.rolname IN ('scrip_app', 'scrip_worker', 'scrip_verify', 'scrip_ledger')`,
};

const SETTINGS = "array_to_string(p.proconfig, ' ')";

/** On Citus, the functions that find rows by their keys lack the first of their settings, a plan for all parameters. */
const FUNCTIONS_ON_CITUS = (FACTS.function ?? "").replace(
  SETTINGS,
  `CASE WHEN 'enable_bitmapscan=off' = ANY (p.proconfig) THEN 'plan_cache_mode=force_generic_plan ' ELSE '' END || ${SETTINGS}`,
);
