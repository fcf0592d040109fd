import pg from "pg";
import { closeDatabase, prepareDatabase } from "../boot/prepare-database.ts";
import { ADVISORY_LOCKS } from "../connection/advisory-locks.ts";
import type { Home } from "../connection/home.ts";
import { ROLES } from "../connection/roles.ts";
import type { HomesInSchema } from "../schema/homes.ts";
import { cloneTemplate } from "./clone-template.ts";
import { makeTemplate } from "./make-template.ts";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";
import { runSql } from "./run-sql.ts";

/** A database with one home. */
export interface HomeDatabase {
  readonly ownerUrl: string;
  /** The server, if the database has one of its own. */
  readonly server: OwnPostgres | null;
  /** Removes the database, and its server if it has one of its own. */
  remove(): Promise<void>;
}

function placeOf(home: Home): HomesInSchema {
  return { schema: "public", homes: [home], roles: ROLES };
}

/** Starts a server with a database of one home. */
export async function homeOnOwnServer(home: Home): Promise<HomeDatabase> {
  const server = await startOwnPostgres();
  await prepareDatabase(server.url, { places: [placeOf(home)] });
  return { ownerUrl: server.url, server, remove: () => server.stop() };
}

/**
 * Makes a database of one home on a server that has others. The first call for a home migrates a template.
 * @param template the name of the server's template with both homes
 */
export async function homeOnServer(serverUrl: string, template: string, home: Home): Promise<HomeDatabase> {
  const name = `${template}_${home}`;
  await makeOnce(serverUrl, name, placeOf(home));
  const { ownerUrl, drop } = await cloneTemplate(serverUrl, name);
  // A copy of a database does not have its rights.
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await closeDatabase(client);
  await client.end();
  return { ownerUrl, server: null, remove: drop };
}

/** Makes the template unless it is there. Test files of other processes may do the same at the same time. */
async function makeOnce(serverUrl: string, name: string, place: HomesInSchema): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1, $2)", [...ADVISORY_LOCKS.prepareDatabase]);
    const { rows } = await client.query("SELECT datallowconn FROM pg_database WHERE datname = $1", [name]);
    if (rows[0]?.datallowconn === false) return;
    // A test file that was killed left it unfinished.
    if (rows.length > 0) await runSql(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    await makeTemplate(serverUrl, name, [place]);
  } finally {
    await client.end();
  }
}
