import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { isConcurrentChange } from "../connection/concurrent-change.ts";
import { LEDGER_ROLE, loginOf, ROLES, type Role, type RoleUrls } from "../connection/roles.ts";
import { REQUEST_TIMEOUTS, type Timeouts, VERIFY_TIMEOUTS } from "../connection/timeouts.ts";
import type { HomesInSchema } from "../schema/homes.ts";
import { scramVerifier } from "./scram-verifier.ts";

const TRIES = 10;

/** The default settings of each role. They apply to a client that sets nothing itself, such as psql. */
const SETTINGS: Record<Role, Record<string, string>> = {
  app: timeoutSettings(REQUEST_TIMEOUTS),
  worker: timeoutSettings(REQUEST_TIMEOUTS),
  verify: { default_transaction_read_only: "on", ...timeoutSettings(VERIFY_TIMEOUTS) },
};

/**
 * The share of the server's connections that each role may use for both homes, in percent. The rest stays free, so that
 * no process of these roles can lock out the owner.
 */
const CONNECTION_SHARES: Record<Role, number> = { app: 60, worker: 20, verify: 10 };

interface RoleRow {
  rolname: string;
  rolconnlimit: number;
  is_elevated: boolean;
}

/**
 * Creates or updates the roles of a schema: sets their passwords, settings and connection limits, and removes excess
 * privileges. The app and the worker of the organizations' home may take the ledger's role.
 * @param share the part of the server's connections that the roles of this schema may use together, 1 for all
 */
export async function ensureRoles(owner: Client, urls: RoleUrls, place: HomesInSchema, share: number): Promise<void> {
  // Roles belong to the whole server, but an advisory lock belongs to one database. So a start on another database
  // of the server may change the roles at the same time.
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ensureRolesOnce(owner, urls, place, share);
    } catch (error) {
      await owner.query("ROLLBACK");
      if (attempt === TRIES || !isConcurrentChange(error)) throw error;
      await sleep(50 * attempt);
    }
  }
}

async function ensureRolesOnce(
  owner: Client,
  urls: RoleUrls,
  { roles: names, homes }: HomesInSchema,
  share: number,
): Promise<void> {
  await owner.query("BEGIN");
  const hasLedger = homes.includes("organizations");
  const all = [...Object.values(names), ...(hasLedger ? [LEDGER_ROLE] : [])];
  const known = await knownRoles(owner, all);
  for (const name of all) {
    const row = known.find((other) => other.rolname === name);
    if (row === undefined) await owner.query(`CREATE ROLE ${name}`);
    // Run this only if needed: an owner without superuser rights may not name these attributes at all.
    if (row?.is_elevated)
      await owner.query(`ALTER ROLE ${name} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION`);
  }
  const connections = (await mostConnections(owner)) * share;
  for (const role of Object.keys(ROLES) as Role[]) {
    const name = names[role];
    await owner.query(`ALTER ROLE ${name} LOGIN NOINHERIT ${passwordClause(owner, name, urls[role])}`);
    // A limit that the operator chose stands.
    if ((known.find(({ rolname }) => rolname === name)?.rolconnlimit ?? -1) === -1)
      await owner.query(
        `ALTER ROLE ${name} CONNECTION LIMIT ${Math.ceil((connections * CONNECTION_SHARES[role]) / 100)}`,
      );
    for (const [setting, value] of Object.entries(SETTINGS[role]))
      await owner.query(`ALTER ROLE ${name} SET ${setting} = ${owner.escapeLiteral(value)}`);
  }
  if (hasLedger) {
    await owner.query(`ALTER ROLE ${LEDGER_ROLE} NOLOGIN NOINHERIT`);
    // The app and the worker do not inherit: they have the rights of this role only after SET ROLE.
    await owner.query(`GRANT ${LEDGER_ROLE} TO ${names.app}, ${names.worker}`);
  }
  await owner.query("COMMIT");
}

async function mostConnections(owner: Client): Promise<number> {
  const { rows } = await owner.query<{ most: number }>("SELECT current_setting('max_connections')::integer AS most");
  return rows[0]?.most ?? 0;
}

async function knownRoles(owner: Client, names: readonly string[]): Promise<RoleRow[]> {
  const { rows } = await owner.query<RoleRow>(
    `SELECT rolname, rolconnlimit, rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication AS is_elevated
      FROM pg_roles WHERE rolname = ANY ($1)`,
    [names],
  );
  return rows;
}

/** The password clause. Empty if the operator's address names another role: Scrip must not change its password. */
function passwordClause(owner: Client, name: string, url: string): string {
  const { user, password } = loginOf(url);
  return user === name && password !== "" ? `PASSWORD ${owner.escapeLiteral(scramVerifier(password))}` : "";
}

function timeoutSettings(timeouts: Timeouts): Record<string, string> {
  return {
    statement_timeout: `${timeouts.statementMs}ms`,
    lock_timeout: `${timeouts.lockMs}ms`,
    idle_in_transaction_session_timeout: `${timeouts.idleInTransactionMs}ms`,
  };
}
