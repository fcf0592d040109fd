import { listCells } from "../cells/list-cells.ts";
import type { Home } from "../connection/home.ts";
import type { CellSource, Homes } from "../connection/home-source.ts";
import { type Queryable, queryRows } from "../connection/query-rows.ts";
import { StartupError } from "../connection/startup-error.ts";
import { ONE_SCHEMA } from "../schema/homes.ts";
import type { OpenHomes } from "../schema/open-homes.ts";
import { checkLedgerRole, requireLesserRole } from "./lesser-role.ts";
import { requireSchemaVersion } from "./schema-check.ts";
import { requireSupportedVersion } from "./supported-version.ts";

/** With one of these settings off, a crash could lose an acknowledged commit or leave torn pages. */
const DURABILITY = ["fsync", "full_page_writes", "synchronous_commit"];

/**
 * Checks that the servers and roles of a process that opens the ledger keep its guarantees. A process calls this with its own
 * connections, before its first request.
 * @throws StartupError that names the setting, role or version to change
 * @source docs/rules.md#startup-checks; docs/invariants.md#e7
 */
export async function checkHomes({ organizations, platform, isOnePool }: OpenHomes): Promise<void> {
  await checkServer(platform, isOnePool ? ONE_SCHEMA.homes : ["platform"]);
  // Cells with names are checked when they are opened, since one that does not answer must not stop the others.
  for (const cell of organizations.cells)
    if (cell.cell === null) await (isOnePool ? checkLedgerRole(cell) : checkCell(cell));
  await requireCellsSetting({ organizations, platform });
}

/** Checks that a process that names no cells is not in a deployment that has several. @throws StartupError */
async function requireCellsSetting({ organizations, platform }: Homes): Promise<void> {
  const [cell] = organizations.cells;
  if (cell === undefined || cell.cell !== null) return;
  const [own] = await queryRows<{ name: string }>(cell, "SELECT name FROM cell");
  if (own === undefined) return;
  const listed = await listCells(platform);
  if (listed.length < 2) return;
  const names = listed.map(({ name }) => name).join(", ");
  throw new StartupError(
    `This database is the cell ${own.name} of a deployment with the cells ${names}. Set SCRIP_CELLS to the addresses of all of them.`,
  );
}

/**
 * Checks that a cell is fit for money: its server, its schema, and the role of this process there.
 * @throws StartupError that names the setting, role or version to change
 */
export async function checkCell(cell: CellSource): Promise<void> {
  await checkServer(cell, ["organizations"]);
  await checkLedgerRole(cell);
}

/**
 * Runs the same checks on one connection.
 * @param homes the homes whose tables are in the connection's schema
 * @throws StartupError that names the setting, role or version to change
 */
export async function checkServer(connection: Queryable, homes: readonly Home[] = ONE_SCHEMA.homes): Promise<void> {
  await requireSupportedVersion(connection);
  await requireDurability(connection);
  await requireLesserRole(connection);
  await requireSchemaVersion(connection, homes);
}

/** Checks the settings without which a crash loses commits. @throws StartupError */
export async function requireDurability(connection: Queryable): Promise<void> {
  const off = await queryRows<{ name: string }>(
    connection,
    "SELECT name FROM pg_settings WHERE name = ANY ($1) AND setting = 'off' ORDER BY name",
    [DURABILITY],
  );
  if (off.length === 0) return;
  const names = off.map(({ name }) => name).join(", ");
  throw new StartupError(
    `PostgreSQL would lose confirmed payments in a crash: ${names} must be on, and is off. Set it in postgresql.conf, or remove what turns it off for the role or the database.`,
  );
}
