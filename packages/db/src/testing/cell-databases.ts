import pg from "pg";
import { closeDatabase, type PrepareOptions, prepareDatabase } from "../boot/prepare-database.ts";
import { ADVISORY_LOCKS } from "../connection/advisory-locks.ts";
import type { Home } from "../connection/home.ts";
import { loginOf, ROLES, type Role, type RoleUrls, withLogin } from "../connection/roles.ts";
import { cloneTemplate } from "./clone-template.ts";
import { makeTemplate } from "./make-template.ts";
import type { OwnPostgres } from "./own-postgres.ts";
import { runSql } from "./run-sql.ts";

/** A database with one home. */
export interface HomeDatabase {
  readonly ownerUrl: string;
  /** The server, if the database has one of its own. */
  readonly server: OwnPostgres | null;
  /** Removes the database, and its server if it has one of its own. */
  remove(): Promise<void>;
}

/** The addresses of the roles in another database, with the same passwords: as in a deployment, all cells have them. */
export function roleUrlsLike(ownerUrl: string, roles: RoleUrls): RoleUrls {
  const urlOf = (role: Role) => withLogin(new URL(ownerUrl), ROLES[role], loginOf(roles[role]).password);
  return { app: urlOf("app"), worker: urlOf("worker"), verify: urlOf("verify") };
}

function optionsFor(ownerUrl: string, home: Home, roles: RoleUrls): PrepareOptions {
  return { given: roleUrlsLike(ownerUrl, roles), places: [{ schema: "public", homes: [home], roles: ROLES }] };
}

/** Migrates one home on a server of its own. */
export async function homeOnOwnServer(server: OwnPostgres, home: Home, roles: RoleUrls): Promise<HomeDatabase> {
  await prepareDatabase(server.url, optionsFor(server.url, home, roles));
  return { ownerUrl: server.url, server, remove: () => server.stop() };
}

/**
 * Makes a database of one home on a server that has others. The first call for a home migrates a template.
 * @param template the name of the run's template with both homes, which begins the names of the others
 */
export async function homeOnServer(
  serverUrl: string,
  template: string,
  home: Home,
  roles: RoleUrls,
): Promise<HomeDatabase> {
  const name = `${template}_${home}`;
  await makeOnce(serverUrl, name, optionsFor(serverUrl, home, roles));
  const { ownerUrl, drop } = await cloneTemplate(serverUrl, name);
  // A copy of a database does not have its rights.
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await closeDatabase(client);
  await client.end();
  return { ownerUrl, server: null, remove: drop };
}

/** Makes the template unless it is there. Test files of other processes may do the same at the same time. */
async function makeOnce(serverUrl: string, name: string, options: PrepareOptions): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1, $2)", [...ADVISORY_LOCKS.prepareDatabase]);
    const { rows } = await client.query("SELECT datallowconn FROM pg_database WHERE datname = $1", [name]);
    if (rows[0]?.datallowconn === false) return;
    // A test file that was killed left it unfinished.
    if (rows.length > 0) await runSql(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    await makeTemplate(serverUrl, name, options);
  } finally {
    await client.end();
  }
}
