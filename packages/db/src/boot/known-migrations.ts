import type { Client } from "pg";
import { StartupError } from "../connection/startup-error.ts";
import { KNOWN_MIGRATIONS } from "../schema/schema-version.ts";

/**
 * Refuses a database with a migration that this version does not have: another version of Scrip made it. The migrations
 * were rewritten before the first release, so a database of a development version cannot be upgraded.
 * @throws StartupError that names the database and the migration
 */
export async function requireKnownMigrations(owner: Client, schema: string): Promise<void> {
  const { rows: tables } = await owner.query("SELECT to_regclass($1) AS name", [`${schema}.migrations`]);
  if (tables[0].name === null) return;
  const { rows } = await owner.query<{ name: string; database: string }>(
    `SELECT name, current_database() AS database FROM ${schema}.migrations WHERE name <> ALL ($1)
      ORDER BY timestamp DESC LIMIT 1`,
    [KNOWN_MIGRATIONS],
  );
  const unknown = rows[0];
  if (unknown === undefined) return;
  const { name, database } = unknown;
  throw new StartupError(
    `The database "${database}" was made by another version of Scrip: it has the migration ${name}, which this version does not know. If a newer version made it, start that version. If a development version made it, remove it with all its data and start again: delete the folder .scrip/postgres of the embedded PostgreSQL, or run DROP DATABASE "${database}" and CREATE DATABASE "${database}" on the server of DATABASE_URL.`,
  );
}
