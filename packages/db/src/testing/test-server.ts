import { randomBytes } from "node:crypto";
import pg from "pg";
import { HOMES_APART, ONE_SCHEMA } from "../schema/homes.ts";
import { startCitusServer } from "./citus-server.ts";
import { citusSkipLines } from "./citus-skips.ts";
import { makeTemplate } from "./make-template.ts";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";

/** A PostgreSQL with a migrated template, for one run of tests. */
export interface TestServer {
  /** The owner's address of an existing database, for creating others. */
  ownerUrl: string;
  /** The database that is copied for each test file. */
  template: string;
  /** The same with each home in a schema of its own, made at the first call. */
  templateApart(): Promise<string>;
  /** The other nodes of a cluster of Citus; null on plain PostgreSQL. */
  otherNodes: readonly string[] | null;
  stop(): Promise<void>;
}

/**
 * Starts a separate PostgreSQL, or uses the one at `SCRIP_TEST_DATABASE_URL` (an owner's address, PostgreSQL 15 to 18),
 * and migrates a template in it. With `SCRIP_CITUS_URL` the template is a cell of a Citus cluster.
 */
export async function startTestServer(): Promise<TestServer> {
  const citus = process.env.SCRIP_CITUS_URL;
  if (citus) return onCitus(citus);
  const given = process.env.SCRIP_TEST_DATABASE_URL;
  const server: Pick<OwnPostgres, "url" | "stop"> = given
    ? { url: given, stop: async () => {} }
    : await startOwnPostgres();
  try {
    const template = await makeTemplate(server.url, uniqueName(), { places: [ONE_SCHEMA] });
    let apart: Promise<string> | undefined;
    const templateApart = (): Promise<string> => {
      apart ??= makeTemplate(server.url, uniqueName(), { places: HOMES_APART });
      return apart;
    };
    const stop = async () => {
      for (const each of [template, await apart]) if (each !== undefined) await dropTemplates(server.url, each);
      await server.stop();
    };
    return { ownerUrl: server.url, template, templateApart, otherNodes: null, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function onCitus(coordinatorUrl: string): Promise<TestServer> {
  console.info(["Tests run on Citus. These do not:", ...citusSkipLines()].join("\n"));
  const { template, ...server } = await startCitusServer(coordinatorUrl);
  return { ...server, template, templateApart: async () => template };
}

/** The name is unique, so that two runs can share a server. */
function uniqueName(): string {
  return `scrip_template_${randomBytes(5).toString("hex")}`;
}

/** Removes a template, and those that test files made beside it (`homeOnServer`). */
async function dropTemplates(ownerUrl: string, template: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)",
    [template],
  );
  for (const { name } of rows) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.end();
}
