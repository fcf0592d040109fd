import type { Client } from "pg";
import { asCell, atNode, citusAddress } from "../cells/citus-address.ts";
import { ROLES } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";
import type { HomesInSchema } from "../schema/homes.ts";
import { hasCitus } from "./citus/carrier.ts";
import { connectOwner } from "./connect-owner.ts";

/** The schema of a cell in a database of its own, with the same roles as every other cell. */
const CELL_SCHEMA: HomesInSchema = { schema: "public", homes: ["organizations"], roles: ROLES };

/** The schema of a cell that Citus distributes: `public` cannot be distributed. */
const CELL_ON_CITUS: HomesInSchema = { ...CELL_SCHEMA, schema: "scrip_organizations_home" };

/** Where a database has, or will have, the tables of its cell. */
export async function cellSchemaOf(ownerUrl: string, patienceMs: number): Promise<HomesInSchema> {
  const owner = await connectOwner(ownerUrl, patienceMs);
  try {
    return (await hasCitus(owner)) ? CELL_ON_CITUS : CELL_SCHEMA;
  } finally {
    await owner.end();
  }
}

/**
 * The owner's address at which a prepared cell serves. For a cell on Citus it is that of the node that carries the cell,
 * with the settings of its sessions; `ownerUrl` is that of the coordinator.
 */
export async function servingUrlOf(ownerUrl: string, patienceMs: number): Promise<string> {
  const owner = await connectOwner(ownerUrl, patienceMs);
  try {
    if (!(await hasCitus(owner))) return ownerUrl;
    const node = await citusAddress(owner, CELL_ON_CITUS.schema);
    return node === null ? ownerUrl : asCell(atNode(ownerUrl, node), CELL_ON_CITUS.schema);
  } finally {
    await owner.end();
  }
}

/** What a database is before it becomes a cell. */
interface CellDatabase {
  readonly database: string;
  /** The name of the cell that it is already. */
  readonly cell: string | null;
  readonly hasPlatform: boolean;
  /** Whether it has, or had, organizations. Row-level security hides their rows from the owner, but not their storage. */
  readonly hasOrganizations: boolean;
  /** Whether it has tables that are not of Scrip. */
  readonly hasOthers: boolean;
}

/**
 * Checks that a database may become the cell of this name: it is empty, or an interrupted call made a part of the cell.
 * @throws StartupError that says what is in the database
 */
export async function requireFree(owner: Client, name: string): Promise<void> {
  const { database, cell, hasPlatform, hasOrganizations, hasOthers } = await look(owner);
  if (cell !== null && cell !== name) throw new StartupError(`The database "${database}" is already the cell ${cell}.`);
  if (hasPlatform)
    throw new StartupError(
      `The database "${database}" has the tables of a platform. A new cell needs an empty database of its own.`,
    );
  if (hasOrganizations)
    throw new StartupError(
      `The database "${database}" has organizations. A new cell needs an empty database of its own.`,
    );
  if (hasOthers)
    throw new StartupError(
      `The database "${database}" has tables that are not of Scrip. A new cell needs an empty database of its own.`,
    );
}

/** The name of the cell that a database is; `null` if it is none. */
export async function cellNameOf(owner: Client): Promise<string | null> {
  return (await cellRowOf(owner))?.name ?? null;
}

/** The name and the epoch of the cell that a database is; `null` if it is none. */
export async function cellRowOf(owner: Client): Promise<{ readonly name: string; readonly epoch: string } | null> {
  for (const { schema } of [CELL_SCHEMA, CELL_ON_CITUS]) {
    if (!(await hasTable(owner, `${schema}.cell`))) continue;
    const { rows } = await owner.query<{ name: string; epoch: string }>(`SELECT name, epoch FROM ${schema}.cell`);
    if (rows[0] !== undefined) return rows[0];
  }
  return null;
}

/** The identity of a server: two addresses of one server have the same. */
export interface ServerIdentity {
  readonly systemIdentifier: string;
  readonly timeline: number;
}

export async function serverIdentity(owner: Client): Promise<ServerIdentity> {
  const { rows } = await owner.query<ServerIdentity>(
    `SELECT system_identifier::text AS "systemIdentifier",
      ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int AS timeline FROM pg_control_system()`,
  );
  if (rows[0] === undefined) throw new Error("PostgreSQL does not say which server it is.");
  return rows[0];
}

/** The database of a connection, named so that no other database of any server has the same name. */
export async function databaseIdentity(owner: Client): Promise<string> {
  const { systemIdentifier } = await serverIdentity(owner);
  const { rows } = await owner.query<{ name: string }>("SELECT current_database() AS name");
  return `${systemIdentifier}/${rows[0]?.name}`;
}

async function look(owner: Client): Promise<CellDatabase> {
  const { rows } = await owner.query<Omit<CellDatabase, "cell">>(
    `SELECT current_database() AS database,
      to_regclass('public.organization_registry') IS NOT NULL AS "hasPlatform",
      coalesce(pg_relation_size(to_regclass('public.organizations')), 0) > 0 AS "hasOrganizations",
      to_regclass('public.migrations') IS NULL AND EXISTS (
        SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND relname <> ALL ('{sql_functions,serves_from}')) AS "hasOthers"`,
  );
  if (rows[0] === undefined) throw new Error("PostgreSQL does not say what is in the database.");
  return { ...rows[0], cell: await cellNameOf(owner) };
}

async function hasTable(owner: Client, table: string): Promise<boolean> {
  const { rows } = await owner.query<{ found: boolean }>("SELECT to_regclass($1) IS NOT NULL AS found", [table]);
  return rows[0]?.found === true;
}
