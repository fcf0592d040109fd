import type { Home } from "../connection/home.ts";
import { type Queryable, queryRows } from "../connection/query-rows.ts";
import { StartupError } from "../connection/startup-error.ts";
import { KNOWN_MIGRATIONS, migrationsWithout, schemaVersion } from "../schema/schema-version.ts";
import { sqlFilesOf } from "../schema/sql-files.ts";

/**
 * Checks that a process of this version may work on the schema: its migrations and functions are those of this version, or
 * of a newer one that serves this version too.
 * @throws StartupError
 * @source docs/decisions/0014-schemas-of-two-versions.md
 */
export async function requireSchemaVersion(connection: Queryable, homes: readonly Home[]): Promise<void> {
  const applied = await appliedMigrations(connection, homes);
  const needed = schemaVersion(homes);
  const at = applied[0];
  if (!applied.includes(needed))
    throw new StartupError(
      `The database's schema is at ${at ?? "no version at all"}, and this version of Scrip needs ${needed}. Run the migrations of this version, or start the version that made the schema.`,
    );
  const isNewer = at !== undefined && !KNOWN_MIGRATIONS.includes(at);
  if (isNewer) await requireServed(connection, { at, needed });
  const other = await otherSqlFiles(connection, homes, isNewer);
  if (other.length > 0)
    throw new StartupError(
      `The database's functions are not those of this version of Scrip: ${other.join(", ")}. Run the migrations of this version, or start the version that made them.`,
    );
}

/** The last migration of these homes that the database has; `null` if it has none. */
export async function schemaVersionAt(connection: Queryable, homes: readonly Home[]): Promise<string | null> {
  const [last] = await appliedMigrations(connection, homes);
  return last ?? null;
}

/** The migrations of these homes, and those of a newer version, the last one first. The schema may have the other home as well. */
async function appliedMigrations(connection: Queryable, homes: readonly Home[]): Promise<readonly string[]> {
  if (!(await hasTable(connection, "migrations"))) return [];
  const rows = await queryRows<{ name: string }>(
    connection,
    "SELECT name FROM migrations WHERE name <> ALL ($1) ORDER BY timestamp DESC",
    [migrationsWithout(homes)],
  );
  return rows.map(({ name }) => name);
}

/** A newer schema says which migration a process must know at least. @throws StartupError if this version does not know it */
async function requireServed(connection: Queryable, { at, needed }: { at: string; needed: string }): Promise<void> {
  const [serves] = (await hasTable(connection, "serves_from"))
    ? await queryRows<{ migration: string }>(connection, "SELECT migration FROM serves_from")
    : [];
  if (serves !== undefined && KNOWN_MIGRATIONS.includes(serves.migration)) return;
  const from = serves === undefined ? "" : ` It serves versions from ${serves.migration} on.`;
  throw new StartupError(
    `The database's schema is at ${at}, and this version of Scrip needs ${needed}.${from} Start the version that made the schema.`,
  );
}

async function hasTable(connection: Queryable, table: string): Promise<boolean> {
  const [found] = await queryRows<{ oid: string | null }>(
    connection,
    "SELECT to_regclass(current_schema() || '.' || $1)::text AS oid",
    [table],
  );
  return found?.oid !== null;
}

/** The sql files that the database lacks, or has in another version; a newer schema that serves this version may change them. */
async function otherSqlFiles(connection: Queryable, homes: readonly Home[], isNewer: boolean): Promise<string[]> {
  const rows = await queryRows<{ name: string; hash: string }>(connection, "SELECT name, hash FROM sql_functions");
  const applied = new Map(rows.map(({ name, hash }) => [name, hash]));
  return sqlFilesOf(homes).flatMap(({ name, hash }) =>
    applied.get(name) === hash || (isNewer && applied.has(name)) ? [] : [name],
  );
}
