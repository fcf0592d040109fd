import type { Client } from "pg";
import { copyVersionsTo } from "../catalog/copy-catalog.ts";
import { isCellName } from "../cells/cell-name.ts";
import type { ListedCellRow } from "../cells/listed-cell.entity.ts";
import { rightsOfCell } from "../cells/owner-rights.ts";
import { cellOf, platformOf } from "../connection/home-source.ts";
import { type RoleUrls, roleUrls } from "../connection/roles.ts";
import { StartupError } from "../connection/startup-error.ts";
import { queryOn } from "../connection/transaction.ts";
import { openDataSource } from "../schema/data-source.ts";
import { ONE_SCHEMA } from "../schema/homes.ts";
import { schemaVersion } from "../schema/schema-version.ts";
import { checkCell } from "./boot-check.ts";
import {
  cellNameOf,
  cellSchemaOf,
  databaseIdentity,
  requireFree,
  type ServerIdentity,
  serverIdentity,
  servingUrlOf,
} from "./cell-database.ts";
import { connectOwner } from "./connect-owner.ts";
import { loginsAt } from "./prepare-cells.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { requireSchemaVersion } from "./schema-check.ts";

const PATIENCE_MS = 10_000;

/** A cell to be added, and the platform that lists it. */
export interface NewCell {
  readonly name: string;
  /** The owner's address of the platform's database. */
  readonly platformUrl: string;
  /** The addresses of roles that are not derived from the owner's. Each role has the same login in every cell. */
  readonly given: Partial<RoleUrls>;
}

/**
 * Turns the platform's database into the first cell, in place: no row of an organization changes, and processes go on.
 * Safe to repeat.
 * @returns false if it is the first cell already
 * @throws StartupError that says why not
 */
export async function addFirstCell({ name, platformUrl }: Omit<NewCell, "given">): Promise<boolean> {
  requireName(name);
  const owner = await connectOwner(platformUrl, PATIENCE_MS);
  try {
    await requirePlatform(owner);
    await requireRights(owner, name);
    const identity = await serverIdentity(owner);
    return await inTransaction(owner, async () => {
      const listed = await lockedList(owner);
      const first = listed.find(({ isFirst }) => isFirst);
      if (first?.name === name) return false;
      if (first !== undefined)
        throw new StartupError(
          `The first cell is ${first.name}. A further cell needs a database of its own: scrip cells add ${name} postgres://...`,
        );
      await owner.query("INSERT INTO cell (name, epoch) VALUES ($1, 1)", [name]);
      await insertListed(owner, { name, isFirst: true, epoch: 1, ...identity });
      return true;
    });
  } finally {
    await owner.end();
  }
}

/**
 * Makes an empty database a further cell: prepares it with the roles of the platform's processes, names it, copies the
 * published catalogs, and lists it. Organizations go there once a worker has reported it. Safe to repeat after an
 * interruption.
 * @param url the owner's address of the database
 * @returns false if it is that cell already
 * @throws StartupError that says why not
 */
export async function addCell(cell: NewCell, url: string): Promise<boolean> {
  const { name, platformUrl, given } = cell;
  requireName(name);
  const platform = await connectOwner(platformUrl, PATIENCE_MS);
  try {
    await requirePlatform(platform);
    await requireFirst(platform, name);
    const epoch = await checkDatabase(platform, cell, url);
    const logins = { ...roleUrls(platformUrl), ...given };
    const place = await cellSchemaOf(url, PATIENCE_MS);
    await prepareDatabase(url, { places: [place], given: loginsAt(url, name, logins) });
    const servingUrl = await servingUrlOf(url, PATIENCE_MS);
    await checkProcesses(name, loginsAt(servingUrl, name, logins));
    const owner = await connectOwner(servingUrl, PATIENCE_MS);
    try {
      await owner.query(`INSERT INTO ${place.schema}.cell (name, epoch) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
        name,
        epoch,
      ]);
      const identity = await serverIdentity(owner);
      await copyCatalogs(platformUrl, servingUrl, name);
      const isNew = await inTransaction(platform, async () => {
        const listed = await lockedList(platform);
        if (listed.some((each) => each.name === name)) return false;
        await insertListed(platform, { name, isFirst: false, epoch, ...identity });
        return true;
      });
      // A version that was published before the cell was listed was not copied to it.
      await copyCatalogs(platformUrl, servingUrl, name);
      return isNew;
    } finally {
      await owner.end();
    }
  } finally {
    await platform.end();
  }
}

function requireName(name: string): void {
  if (isCellName(name)) return;
  throw new StartupError(
    `${name} cannot be the name of a cell: a name has lower-case letters, digits and hyphens, begins with a letter, and has at most 31 characters.`,
  );
}

async function requirePlatform(owner: Client): Promise<void> {
  await requireSchemaVersion(owner, ONE_SCHEMA.homes);
}

/** Without these rights no organization could move from or to the cell, and it could not be reconciled after a restore. */
async function requireRights(client: Client, name: string): Promise<void> {
  const { owner, statements } = await rightsOfCell(queryOn(client));
  if (statements.length === 0) return;
  throw new StartupError(
    `The owner ${owner} lacks rights that the cell ${name} needs. Run as an administrator: ${statements.join("; ")}`,
  );
}

async function requireFirst(platform: Client, name: string): Promise<void> {
  const { rows } = await platform.query<Pick<ListedCellRow, "name">>("SELECT name FROM cells WHERE is_first");
  if (rows.length === 0)
    throw new StartupError("There is no first cell yet. Name the present database first: scrip cells add NAME.");
  if (rows[0]?.name === name)
    throw new StartupError(`The name ${name} is taken: the first cell has it, in the platform's database.`);
}

/**
 * Checks that the database may become this cell, or is it already.
 * @returns the epoch with which it begins or goes on
 */
async function checkDatabase(platform: Client, { name }: NewCell, url: string): Promise<number> {
  const owner = await connectOwner(url, PATIENCE_MS);
  try {
    if ((await databaseIdentity(owner)) === (await databaseIdentity(platform)))
      throw new StartupError("This is the platform's database. A further cell needs a database of its own.");
    await requireRights(owner, name);
    const { rows } = await platform.query<{ epoch: string; systemIdentifier: string | null }>(
      `SELECT epoch, system_identifier AS "systemIdentifier" FROM cells WHERE name = $1`,
      [name],
    );
    const listed = rows[0];
    if (listed === undefined) {
      await requireFree(owner, name);
      return 1;
    }
    const { systemIdentifier } = await servingIdentity(url);
    const isThat = (await cellNameOf(owner)) === name && [null, systemIdentifier].includes(listed.systemIdentifier);
    if (!isThat) throw new StartupError(`The name ${name} is taken: another database is the cell ${name}.`);
    return Number(listed.epoch);
  } finally {
    await owner.end();
  }
}

/** The identity of the server at which a cell serves. */
async function servingIdentity(url: string): Promise<ServerIdentity> {
  const owner = await connectOwner(await servingUrlOf(url, PATIENCE_MS), PATIENCE_MS);
  try {
    return await serverIdentity(owner);
  } finally {
    await owner.end();
  }
}

/** Connects as the processes will, with the checks of their start. */
async function checkProcesses(name: string, { app, worker }: RoleUrls): Promise<void> {
  for (const each of [app, worker]) {
    const dataSource = await openDataSource(each, { applicationName: "scrip-cells", poolSize: 1 });
    try {
      await checkCell(cellOf(dataSource, name));
    } finally {
      await dataSource.destroy();
    }
  }
}

/** Copies every published version of the catalog to a cell that may lack some. Safe to repeat. */
export async function copyCatalogs(platformUrl: string, url: string, name: string): Promise<void> {
  await using parts = new AsyncDisposableStack();
  const options = { applicationName: "scrip-cells", poolSize: 1 };
  const platform = await openDataSource(platformUrl, options);
  parts.defer(() => platform.destroy());
  const cell = await openDataSource(url, options);
  parts.defer(() => cell.destroy());
  await copyVersionsTo(cellOf(cell, name), platformOf(platform));
}

type Listed = Pick<ListedCellRow, "name" | "isFirst">;

/** The list, which nobody changes until the end of the transaction. */
async function lockedList(platform: Client): Promise<readonly Listed[]> {
  await platform.query("LOCK TABLE cells IN SHARE ROW EXCLUSIVE MODE");
  return (await platform.query<Listed>(`SELECT name, is_first AS "isFirst" FROM cells`)).rows;
}

async function insertListed(
  platform: Client,
  { name, isFirst, epoch, systemIdentifier, timeline }: Listed & Pick<ListedCellRow, "epoch"> & ServerIdentity,
): Promise<void> {
  await platform.query(
    `INSERT INTO cells (name, epoch, is_first, added_at, system_identifier, timeline, schema_version)
      VALUES ($1, $2, $3, date_trunc('milliseconds', clock_timestamp()), $4, $5, $6)`,
    [name, epoch, isFirst, systemIdentifier, timeline, schemaVersion(["organizations"])],
  );
}

async function inTransaction<Result>(client: Client, work: () => Promise<Result>): Promise<Result> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
