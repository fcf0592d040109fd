import type { Client } from "pg";
import { MIGRATION_TIMEOUTS } from "../connection/timeouts.ts";
import type { HomesInSchema } from "../schema/homes.ts";
import { inSchema, type SqlFile, sqlFilesOf } from "../schema/sql-files.ts";

/** Creates the table of applied sql files. A migration that drops an object deletes the row of its file. */
export async function createSqlTable(owner: Client, schema: string): Promise<void> {
  await owner.query(`CREATE TABLE IF NOT EXISTS ${schema}.sql_functions (
    name text CONSTRAINT sql_functions_pkey PRIMARY KEY,
    hash text NOT NULL
  )`);
}

/**
 * Applies the sql files whose hash differs from the applied one, all of them or none.
 * @param owner the connection that holds the lock on preparations
 */
export async function applySqlFiles(owner: Client, { schema, homes }: HomesInSchema): Promise<void> {
  const applied = await appliedHashes(owner, schema);
  const changed = sqlFilesOf(homes).filter(({ name, hash }) => applied.get(name) !== hash);
  if (changed.length === 0) return;
  await owner.query("BEGIN");
  try {
    // Limit the wait: while CREATE TRIGGER waits for the table's lock, all later writers of the table wait behind it.
    await owner.query(`SET LOCAL lock_timeout = ${MIGRATION_TIMEOUTS.lockMs}`);
    for (const file of changed) await apply(owner, file, schema);
    await owner.query("COMMIT");
  } catch (error) {
    await owner.query("ROLLBACK");
    throw error;
  }
}

async function appliedHashes(owner: Client, schema: string): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ name: string; hash: string }>(`SELECT name, hash FROM ${schema}.sql_functions`);
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

async function apply(owner: Client, file: SqlFile, schema: string): Promise<void> {
  try {
    await owner.query(inSchema(file, schema));
  } catch (error) {
    throw new Error(`sql/${file.name}.sql could not be applied: ${(error as Error).message}`, { cause: error });
  }
  await owner.query(
    `INSERT INTO ${schema}.sql_functions (name, hash) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET hash = excluded.hash`,
    [file.name, file.hash],
  );
}
