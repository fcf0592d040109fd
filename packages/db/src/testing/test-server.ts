import { randomBytes } from "node:crypto";
import { prepareDatabase } from "../boot/prepare-database.ts";
import { onDatabase } from "./on-database.ts";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";
import { runSql } from "./run-sql.ts";

/** A PostgreSQL with a migrated template, for one run of tests. */
export interface TestServer {
  /** The owner's address of an existing database, for creating others. */
  ownerUrl: string;
  /** The database that is copied for each test file. */
  template: string;
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
    const template = await makeTemplate(server.url);
    const stop = async () => {
      await runSql(server.url, `DROP DATABASE ${template} WITH (FORCE)`);
      await server.stop();
    };
    return { ownerUrl: server.url, template, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The name is unique, so that two runs can share a server. */
async function makeTemplate(ownerUrl: string): Promise<string> {
  const template = `scrip_template_${randomBytes(5).toString("hex")}`;
  await runSql(ownerUrl, `CREATE DATABASE ${template}`);
  await prepareDatabase(onDatabase(ownerUrl, template));
  // A database with sessions cannot be copied.
  await runSql(ownerUrl, `ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false`);
  return template;
}
