import { randomBytes } from "node:crypto";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { HOMES_APART, type HomesInSchema, ONE_SCHEMA } from "../schema/homes.ts";
import { onDatabase } from "./on-database.ts";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";
import { runSql } from "./run-sql.ts";

/** A PostgreSQL with a migrated template, for one run of tests. */
export interface TestServer {
  /** The owner's address of an existing database, for creating others. */
  ownerUrl: string;
  /** The database that is copied for each test file. */
  template: string;
  /** The same with each home in a schema of its own, made at the first call. */
  templateApart(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts a separate PostgreSQL, or uses the one at `SCRIP_TEST_DATABASE_URL` (an owner's address, PostgreSQL 15 to 18),
 * and migrates a template in it.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.SCRIP_TEST_DATABASE_URL;
  const server: Pick<OwnPostgres, "url" | "stop"> = given
    ? { url: given, stop: async () => {} }
    : await startOwnPostgres();
  try {
    const template = await makeTemplate(server.url, [ONE_SCHEMA]);
    let apart: Promise<string> | undefined;
    const templateApart = (): Promise<string> => {
      apart ??= makeTemplate(server.url, HOMES_APART);
      return apart;
    };
    const stop = async () => {
      for (const each of [template, await apart])
        if (each !== undefined) await runSql(server.url, `DROP DATABASE ${each} WITH (FORCE)`);
      await server.stop();
    };
    return { ownerUrl: server.url, template, templateApart, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The name is unique, so that two runs can share a server. */
async function makeTemplate(ownerUrl: string, places: readonly HomesInSchema[]): Promise<string> {
  const template = `scrip_template_${randomBytes(5).toString("hex")}`;
  await runSql(ownerUrl, `CREATE DATABASE ${template}`);
  await prepareDatabase(onDatabase(ownerUrl, template), { places });
  // A database with sessions cannot be copied.
  await runSql(ownerUrl, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
  return template;
}
