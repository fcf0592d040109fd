import type { Client } from "pg";
import { queryRows } from "../../connection/query-rows.ts";
import type { HomesInSchema } from "../../schema/homes.ts";
import { migrationsOf } from "../../schema/migrations.ts";
import { sqlFilesOf } from "../../schema/sql-files.ts";

/** Whether a prepared schema has all migrations and sql files of this version, so that nothing is left to do. */
export async function isUpToDate(owner: Client, { schema, homes }: HomesInSchema): Promise<boolean> {
  const ran = await queryRows<{ name: string }>(owner, `SELECT name FROM ${schema}.migrations`);
  const names = new Set(ran.map(({ name }) => name));
  if (migrationsOf(homes).some((Migration) => !names.has(new Migration().name))) return false;
  const files = await queryRows<{ name: string; hash: string }>(
    owner,
    `SELECT name, hash FROM ${schema}.sql_functions`,
  );
  const hashes = new Map(files.map(({ name, hash }) => [name, hash]));
  return sqlFilesOf(homes).every(({ name, hash }) => hashes.get(name) === hash);
}
