import { type PrepareOptions, prepareDatabase } from "../boot/prepare-database.ts";
import { onDatabase } from "./on-database.ts";
import { runSql } from "./run-sql.ts";

/** Makes a database with migrated homes that `cloneTemplate` can copy. @returns its name */
export async function makeTemplate(ownerUrl: string, template: string, options: PrepareOptions): Promise<string> {
  await runSql(ownerUrl, `CREATE DATABASE ${template}`);
  await prepareDatabase(onDatabase(ownerUrl, template), options);
  // A database with sessions cannot be copied.
  await runSql(ownerUrl, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
  return template;
}
