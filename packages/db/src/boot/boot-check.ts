import type { Home } from "../connection/home.ts";
import { type Queryable, queryRows } from "../connection/query-rows.ts";
import { LEDGER_ROLE } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";
import { ONE_SCHEMA } from "../schema/homes.ts";
import type { OpenHomes } from "../schema/open-homes.ts";
import { schemaVersion } from "../schema/schema-version.ts";
import { sqlFilesOf } from "../schema/sql-files.ts";
import { requireSupportedVersion } from "./supported-version.ts";

/** With one of these settings off, a crash could lose an acknowledged commit or leave torn pages. */
const DURABILITY = ["fsync", "full_page_writes", "synchronous_commit"];

interface RoleFacts {
  name: string;
  is_superuser: boolean;
  bypasses_rls: boolean;
  owns_tables: boolean;
}

/**
 * Checks that the servers and roles of a process keep the guarantees of the ledger. A process calls this with its own
 * connections, before its first request.
 * @throws StartupError that names the setting, role or version to change
 * @source docs/rules.md#startup-checks; docs/invariants.md#e7
 */
export async function checkHomes({ organizations, platform, isOnePool }: OpenHomes): Promise<void> {
  if (isOnePool) return checkServer(organizations);
  await checkServer(organizations, ["organizations"]);
  await checkServer(platform, ["platform"]);
}

/**
 * Runs the same checks on one connection.
 * @param homes the homes whose tables are in the connection's schema
 * @throws StartupError that names the setting, role or version to change
 */
export async function checkServer(connection: Queryable, homes: readonly Home[] = ONE_SCHEMA.homes): Promise<void> {
  await requireSupportedVersion(connection);
  await requireDurability(connection);
  await requireLesserRole(connection);
  await requireSchemaVersion(connection, homes);
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

async function requireDurability(connection: Queryable): Promise<void> {
  const off = await queryRows<{ name: string }>(
    connection,
    "SELECT name FROM pg_settings WHERE name = ANY ($1) AND setting = 'off' ORDER BY name",
    [DURABILITY],
  );
  if (off.length === 0) return;
  const names = off.map(({ name }) => name).join(", ");
  throw new StartupError(`PostgreSQL would lose confirmed payments in a crash: ${names} must be on, and is off.`);
}

async function requireLesserRole(connection: Queryable): Promise<void> {
  const [role] = await queryRows<RoleFacts>(
    connection,
    `SELECT rolname AS name, rolsuper AS is_superuser, rolbypassrls AS bypasses_rls, EXISTS (
        SELECT FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND pg_has_role(current_user, relowner, 'MEMBER')
      ) AS owns_tables
      FROM pg_roles WHERE rolname = current_user`,
  );
  const power = role && powerOf(role);
  if (power === undefined) return;
  throw new StartupError(
    `The role ${role?.name} ${power}, so nothing would keep organizations apart. Set APP_DATABASE_URL to a lesser role such as scrip_app, or leave it out.`,
  );
}

function powerOf(role: RoleFacts): string | undefined {
  if (role.is_superuser) return "is a superuser";
  if (role.bypasses_rls) return "may bypass row-level security";
  return role.owns_tables ? "owns the tables" : undefined;
}

async function requireSchemaVersion(connection: Queryable, homes: readonly Home[]): Promise<void> {
  const actual = await lastMigration(connection);
  const needed = schemaVersion(homes);
  if (actual !== needed)
    throw new StartupError(
      `The database's schema is at ${actual ?? "no version at all"}, and this version of Scrip needs ${needed}. Run the migrations of this version, or start the version that made the schema.`,
    );
  const other = await otherSqlFiles(connection, homes);
  if (other.length > 0)
    throw new StartupError(
      `The database's functions are not those of this version of Scrip: ${other.join(", ")}. Run the migrations of this version, or start the version that made them.`,
    );
}

async function lastMigration(connection: Queryable): Promise<string | undefined> {
  const [table] = await queryRows<{ oid: string | null }>(
    connection,
    "SELECT to_regclass(current_schema() || '.migrations')::text AS oid",
  );
  if (table?.oid === null) return undefined;
  const [last] = await queryRows<{ name: string }>(
    connection,
    "SELECT name FROM migrations ORDER BY timestamp DESC LIMIT 1",
  );
  return last?.name;
}

/** The sql files that the database lacks, or has in another version. */
async function otherSqlFiles(connection: Queryable, homes: readonly Home[]): Promise<string[]> {
  const rows = await queryRows<{ name: string; hash: string }>(connection, "SELECT name, hash FROM sql_functions");
  const applied = new Map(rows.map(({ name, hash }) => [name, hash]));
  return sqlFilesOf(homes).flatMap(({ name, hash }) => (applied.get(name) === hash ? [] : [name]));
}
