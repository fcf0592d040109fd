import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";
import { inPlatform } from "../connection/in-home.ts";
import { CellRefused } from "./cell-refused.ts";
import { leastLoadedOpen } from "./least-loaded.ts";
import { ListedCellEntity, type ListedCellRow } from "./listed-cell.entity.ts";

/** Organizations of one page of a drain. */
const PAGE = 200;

/**
 * Marks a cell as draining: no new organization goes there. Safe to repeat.
 * @throws CellRefused if no other cell is open
 */
export async function drainCell(platform: PlatformSource, name: string): Promise<void> {
  await inPlatform(platform, async (tx) => {
    const listed = await lockedList(tx);
    requireListed(listed, name);
    if (!listed.some((cell) => cell.name !== name && cell.state === "open"))
      throw new CellRefused(
        `No other cell is open, so the organizations of ${name} have nowhere to go. Add one first.`,
      );
    await tx.repository(ListedCellEntity).update({ name }, { state: "draining" });
  });
}

/** Lets new organizations into a cell again. Those that have moved stay where they are. Safe to repeat. */
export async function undoDrain(platform: PlatformSource, name: string): Promise<void> {
  await inPlatform(platform, async (tx) => {
    requireListed(await lockedList(tx), name);
    await tx.repository(ListedCellEntity).update({ name }, { state: "open" });
  });
}

/**
 * Takes an empty cell off the list. Its database stays, with the archives of the organizations that left it.
 * @throws CellRefused if it is the first cell, is open, or has organizations
 */
export async function removeCell(platform: PlatformSource, name: string): Promise<void> {
  await inPlatform(platform, async (tx) => {
    const cell = requireListed(await lockedList(tx), name);
    if (cell.isFirst) throw new CellRefused(`${name} is the first cell, in the platform's database. It stays.`);
    if (cell.state === "open") throw new CellRefused(`${name} is open. Drain it first: scrip cells drain ${name}.`);
    const { organizations } = await countOrganizations(tx, cell);
    if (organizations > 0)
      throw new CellRefused(`${name} has ${organizations} organizations. Move them first: scrip cells drain ${name}.`);
    const [moving] = await tx.query<{ orgId: string }[]>(
      `SELECT org_id AS "orgId" FROM organization_moves WHERE $1 IN (from_cell, to_cell) LIMIT 1`,
      [name],
    );
    if (moving !== undefined)
      throw new CellRefused(`The organization org_${moving.orgId} is moving from or to ${name}. Try again later.`);
    await tx.repository(ListedCellEntity).delete({ name });
  });
}

/** The organizations of a cell, as the platform registers them. */
export interface CellOrganizations {
  readonly organizations: number;
  /** Claimed, and not created yet: they cannot move before. */
  readonly claimed: number;
}

/** Counts the organizations of a cell. @throws CellRefused if there is no such cell */
export async function organizationsOfCell(platform: PlatformSource, name: string): Promise<CellOrganizations> {
  return countOrganizations(platform, await findListed(platform, name));
}

/** The ids of organizations of a cell after this one, in their order: those that can move. */
export async function organizationsInCell(platform: PlatformSource, name: string, after: string): Promise<string[]> {
  const cell = await findListed(platform, name);
  const rows = await platform.query<{ orgId: string }[]>(
    `SELECT org_id AS "orgId" FROM organization_registry WHERE ${isIn(cell)} AND org_id > $2
        AND NOT ${IS_CLAIMED} ORDER BY org_id LIMIT ${PAGE}`,
    [name, after],
  );
  return rows.map(({ orgId }) => orgId);
}

/**
 * The open cell with the least load, other than this one.
 * @param known the cells whose addresses the caller has
 * @throws CellRefused if there is none
 */
export async function cellFor(platform: PlatformSource, known: readonly string[], except: string): Promise<string> {
  const others = known.filter((name) => name !== except);
  const [row] = await platform.query<[{ name: string | null }]>(`SELECT ${leastLoadedOpen("$1")} AS name`, [others]);
  if (row.name !== null) return row.name;
  throw new CellRefused(
    `None of the other cells of SCRIP_CELLS is open, so organizations of ${except} have nowhere to go.`,
  );
}

const IS_CLAIMED =
  "EXISTS (SELECT FROM platform_due WHERE kind = 'create_organization' AND ref = organization_registry.org_id::text)";

const isIn = ({ isFirst }: ListedCellRow): string => (isFirst ? "(cell = $1 OR cell IS NULL)" : "cell = $1");

async function countOrganizations(home: PlatformSource | PlatformTx, cell: ListedCellRow): Promise<CellOrganizations> {
  const [row] = await home.query<[{ organizations: number; claimed: number }]>(
    `SELECT count(*)::integer AS organizations, count(*) FILTER (WHERE ${IS_CLAIMED})::integer AS claimed
      FROM organization_registry WHERE ${isIn(cell)}`,
    [cell.name],
  );
  return row;
}

async function findListed(platform: PlatformSource, name: string): Promise<ListedCellRow> {
  return requireListed(await platform.repository(ListedCellEntity).find(), name);
}

/** The list, which nobody changes until the end of the transaction. */
async function lockedList(tx: PlatformTx): Promise<readonly ListedCellRow[]> {
  await tx.query("LOCK TABLE cells IN SHARE ROW EXCLUSIVE MODE");
  return tx.repository(ListedCellEntity).find();
}

function requireListed(listed: readonly ListedCellRow[], name: string): ListedCellRow {
  const cell = listed.find((each) => each.name === name);
  if (cell !== undefined) return cell;
  const names = listed.map((each) => each.name).join(", ");
  throw new CellRefused(`There is no cell ${name}.${names === "" ? "" : ` The cells are ${names}.`}`);
}
