import type { Client } from "pg";
import { ADVISORY_LOCKS } from "../connection/advisory-locks.ts";
import { LEDGER_ROLE, ROLES, type RoleUrls, roleUrls } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";
import { prepareQueue } from "../queue/schema.ts";
import { type HomesInSchema, ONE_SCHEMA } from "../schema/homes.ts";
import { openMigrations } from "../schema/open-migrations.ts";
import { SERVES_FROM } from "../schema/serves-from.ts";
import { applySqlFiles, createSqlTable } from "./apply-sql-files.ts";
import { beginCells } from "./citus/begin-cells.ts";
import { hasCitus, isCell } from "./citus/carrier.ts";
import { onNodes } from "./citus/on-nodes.ts";
import { prepareCell } from "./citus/prepare-cell.ts";
import { connectOwner } from "./connect-owner.ts";
import { ensureRoles } from "./ensure-roles.ts";
import { requireKnownMigrations } from "./known-migrations.ts";

export interface PrepareOptions {
  /** The addresses that the operator gives. The other addresses are derived from the owner's address. */
  given?: Partial<RoleUrls>;
  /** How long to wait for a server that is still starting, in milliseconds. 30 s if not given. */
  patienceMs?: number;
  /** The schemas of the homes. If not given, both homes are in `public`. */
  places?: readonly HomesInSchema[];
}

const PATIENCE_MS = 30_000;
const LOCK_PATIENCE_MS = 600_000;

/**
 * Brings the owner's database up to this version: the roles and their rights, all migrations, the functions, triggers
 * and views of `src/sql`, and the task queue's own tables.
 * Safe to repeat and to run in several processes at the same time: one works while the others wait.
 * @returns the roles' addresses
 * @throws StartupError if the server cannot be reached or is not PostgreSQL 15 to 18, or if another version of Scrip
 *   made the database
 */
export async function prepareDatabase(ownerUrl: string, options: PrepareOptions = {}): Promise<RoleUrls> {
  const urls = { ...roleUrls(ownerUrl), ...options.given };
  const owner = await connectOwner(ownerUrl, options.patienceMs ?? PATIENCE_MS);
  try {
    await lockPreparation(owner);
    const places = options.places ?? [ONE_SCHEMA];
    const distributed = (await hasCitus(owner)) ? places.filter(isCell) : [];
    if (distributed.length > 0) await beginCells(owner);
    for (const { schema } of places) await requireKnownMigrations(owner, schema);
    for (const place of places) {
      const ofPlace = place.roles === ROLES ? urls : roleUrls(ownerUrl, place.roles);
      await ensureRoles(owner, ofPlace, place, 1 / places.length);
      await openSchema(owner, place);
      if (distributed.includes(place)) await prepareCell(owner, place, () => prepareHomes(owner, ownerUrl, place));
      else await prepareHomes(owner, ownerUrl, place);
    }
    if (distributed.length > 0) await onNodes(owner, ownerUrl, prepareNode);
    else await prepareQueue(owner);
  } finally {
    await owner.end(); // This also releases the lock.
  }
  return urls;
}

async function lockPreparation(owner: Client): Promise<void> {
  await owner.query(`SET statement_timeout = 0; SET lock_timeout = ${LOCK_PATIENCE_MS}`);
  try {
    await owner.query("SELECT pg_advisory_lock($1, $2)", [...ADVISORY_LOCKS.prepareDatabase]);
  } catch (error) {
    if ((error as { code?: string }).code !== "55P03") throw error;
    throw new StartupError(
      "Another process has been preparing this database for ten minutes. Look for a stuck migration.",
    );
  }
}

/**
 * Prepares a node of a Citus cluster for its cell. The queue is one of the node: a task is sent in the transaction of its
 * rows, and a notification reaches only the listeners of its node. If the cell moves to another node, waiting tasks stay
 * behind. No work is lost, since tasks only wake: the due rows move with the cell.
 */
async function prepareNode(node: Client): Promise<void> {
  await closeDatabase(node);
  await prepareQueue(node);
}

async function openSchema(owner: Client, { schema, homes, roles }: HomesInSchema): Promise<void> {
  const logins = Object.values(roles).join(", ");
  const users = homes.includes("organizations") ? `${logins}, ${LEDGER_ROLE}` : logins;
  await closeDatabase(owner);
  await owner.query(`
    DO $$ BEGIN
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO ${logins}', current_database());
    END $$;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    CREATE SCHEMA IF NOT EXISTS ${schema};
    GRANT USAGE ON SCHEMA ${schema} TO ${users};
  `);
  if (schema !== ONE_SCHEMA.schema) await setSearchPaths(owner, { schema, roles });
}

/**
 * Takes from all roles the right to make temporary tables. Such a table hides the table of its name from statements
 * that name no schema.
 */
export async function closeDatabase(owner: Client): Promise<void> {
  await owner.query(`DO $$ BEGIN
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  END $$`);
}

/** Lets the roles of a schema name its tables without the schema. The setting applies to the owner's database only. */
export async function setSearchPaths(
  owner: Client,
  { schema, roles }: Pick<HomesInSchema, "schema" | "roles">,
): Promise<void> {
  for (const name of Object.values(roles))
    await owner.query(`DO $$ BEGIN
      EXECUTE format('ALTER ROLE ${name} IN DATABASE %I SET search_path = ${schema}', current_database());
    END $$`);
}

/** Creates the tables of these homes, with their functions, triggers and views. */
async function prepareHomes(owner: Client, ownerUrl: string, place: HomesInSchema): Promise<void> {
  await createSqlTable(owner, place.schema);
  // Before the migrations: a process of an older version that starts in between must not read the value of its own version.
  await writeServesFrom(owner, place.schema);
  const dataSource = await openMigrations(ownerUrl, place);
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
  await applySqlFiles(owner, place);
  // The processes need this for their boot check, which compares the schema's version with their own.
  await owner.query(
    `GRANT SELECT ON ${["migrations", "sql_functions", "serves_from"].map((table) => `${place.schema}.${table}`).join(", ")} TO ${Object.values(place.roles).join(", ")}`,
  );
}

/** Says which versions may work on the schema of this one. */
async function writeServesFrom(owner: Client, schema: string): Promise<void> {
  await owner.query(`CREATE TABLE IF NOT EXISTS ${schema}.serves_from (
    is_only boolean NOT NULL DEFAULT true,
    migration text NOT NULL,
    CONSTRAINT serves_from_pkey PRIMARY KEY (is_only),
    CONSTRAINT serves_from_one_row CHECK (is_only)
  )`);
  await owner.query(
    `INSERT INTO ${schema}.serves_from AS known (migration) VALUES ($1)
      ON CONFLICT (is_only) DO UPDATE SET migration = excluded.migration WHERE known.migration <> excluded.migration`,
    [SERVES_FROM],
  );
}
