import { type Queryable, queryRows } from "../connection/query-rows.ts";
import { LEDGER_ROLE } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";

/** Roles of PostgreSQL that read or write everything, or act on the server's machine. */
const POWERFUL = [
  "pg_read_all_data",
  "pg_write_all_data",
  "pg_read_server_files",
  "pg_write_server_files",
  "pg_execute_server_program",
];

interface Power {
  /** The role that logged in. */
  name: string;
  /** The role that has the power: the same one, or one that it may take. */
  holder: string;
  power: string;
}

/**
 * Refuses a role that row-level security or the tables' rights do not limit, and one that may take such a role.
 * @throws StartupError that names the role and its power
 */
export async function requireLesserRole(connection: Queryable): Promise<void> {
  const [found] = await queryRows<Power>(connection, POWERS, [POWERFUL]);
  if (found === undefined) return;
  const { name, holder, power } = found;
  const reason = name === holder ? power : `may take the role ${holder}, which ${power}`;
  throw new StartupError(
    `The role ${name} ${reason}, so nothing would keep organizations apart. Connect as a lesser role such as scrip_app: set APP_DATABASE_URL, WORKER_DATABASE_URL or VERIFY_DATABASE_URL, or leave it out.`,
  );
}

/**
 * Refuses a role that would not see every row, or that could change one: its checks would prove nothing.
 * @throws StartupError
 * @source docs/rules.md#startup-checks
 */
export async function checkVerifyRole(connection: Queryable): Promise<void> {
  await requireLesserRole(connection);
  const [role] = await queryRows<{ name: string; writes: string | null; sees_all: boolean }>(connection, VERIFIER);
  if (role === undefined || (role.writes === null && role.sees_all)) return;
  const problem = role.writes === null ? "does not see all organizations" : `may change the table ${role.writes}`;
  throw new StartupError(
    `The role ${role.name} ${problem}, so it cannot prove the ledger. Set VERIFY_DATABASE_URL to a role such as scrip_verify, or leave it out.`,
  );
}

/**
 * Refuses a role that cannot run the ledger's batches. A process that opens the ledger calls this with its connection.
 * @throws StartupError that names the missing GRANT
 */
export async function checkLedgerRole(connection: Queryable): Promise<void> {
  const [role] = await queryRows<{ name: string; may_take: boolean }>(
    connection,
    `SELECT current_user::text AS name, EXISTS (
        SELECT FROM pg_roles WHERE rolname = $1 AND pg_has_role(current_user, oid, 'MEMBER')) AS may_take`,
    [LEDGER_ROLE],
  );
  if (role?.may_take) return;
  throw new StartupError(
    `The role ${role?.name} may not take the role ${LEDGER_ROLE}, which the ledger's batches run as. Let the owner of the database run: GRANT ${LEDGER_ROLE} TO ${role?.name}`,
  );
}

// The role that logged in counts, because RESET ROLE returns to it. A superuser is a member of every role, so its own
// power comes first.
const POWERS = `
  SELECT session_user::text AS name, r.rolname AS holder, p.power
  FROM pg_roles r CROSS JOIN LATERAL (
    SELECT CASE
      WHEN r.rolsuper THEN 'is a superuser'
      WHEN r.rolbypassrls THEN 'may bypass row-level security'
      WHEN r.rolcreaterole THEN 'may create roles'
      WHEN r.rolreplication THEN 'may read the server''s log of changes'
      WHEN r.rolname = ANY ($1) THEN 'reads or writes more than its tables'
      WHEN EXISTS (SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relowner = r.oid)
        THEN 'owns the tables'
      WHEN EXISTS (SELECT FROM pg_proc WHERE pronamespace = current_schema()::regnamespace AND proowner = r.oid)
        THEN 'owns the functions'
      WHEN EXISTS (SELECT FROM pg_namespace WHERE oid = current_schema()::regnamespace AND nspowner = r.oid)
        THEN 'owns the schema'
      WHEN EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = r.oid)
        THEN 'owns the database'
    END AS power
  ) p
  WHERE p.power IS NOT NULL AND pg_has_role(session_user, r.oid, 'MEMBER')
  ORDER BY r.rolname <> session_user, r.rolname LIMIT 1`;

const VERIFIER = `
  SELECT current_user::text AS name, (
      SELECT min(relname::text) FROM pg_class
      WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'v')
        AND has_table_privilege(oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
    ) AS writes, EXISTS (
      SELECT FROM pg_policies
      WHERE schemaname = current_schema() AND tablename = 'entries' AND cmd IN ('SELECT', 'ALL') AND qual = 'true'
        AND EXISTS (SELECT FROM unnest(roles) AS role (name) WHERE pg_has_role(current_user, role.name, 'USAGE')
          OR role.name = current_user)
    ) AS sees_all`;
