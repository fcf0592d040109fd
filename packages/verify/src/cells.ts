import type pg from "pg";
import { type Cells, readRows, text } from "./read.ts";

/** A cell, as the role `scrip_verify` reads it: a database that holds all tables of many organizations. */
export interface VerifyCell {
  /** `null` in a deployment that names no cells. */
  readonly name: string | null;
  /** A pool with at least two connections. Verification only reads. */
  readonly pool: pg.Pool;
}

/** All cells of a deployment, and the platform. */
export interface VerifyCells {
  readonly cells: readonly VerifyCell[];
  /** The pool of the cell itself if the platform's home is in the same schema of an only cell. */
  readonly platform: pg.Pool;
}

/** A cell that could not be read, so that nothing is proved. The message names it. */
export class CellError extends Error {
  override readonly name = "CellError";
  readonly cell: string;

  constructor(cell: string, cause: unknown) {
    const { message, code } = cause as { message?: string; code?: string };
    super(`The cell ${cell} cannot be read: ${message || code}`, { cause });
    this.cell = cell;
  }
}

/** Runs a read of one cell, whose errors name the cell. */
export async function ofCell<Result>({ name }: VerifyCell, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw name === null || error instanceof CellError ? error : new CellError(name, error);
  }
}

/** A cell, and the organizations that live in it although its rows do not say so yet. */
export interface Place extends VerifyCell {
  readonly arrived: readonly string[];
}

/** The cells at one moment. */
export interface Places {
  readonly cells: readonly Place[];
  readonly platform: pg.Pool;
  /** The organizations that are moving from cell to cell. */
  readonly moving: ReadonlySet<string>;
}

/**
 * Reads which organizations are moving. One that its former cell has given away lives in the new cell from then on, also
 * while the new cell still has to say so.
 */
export async function placesOf({ cells, platform }: VerifyCells): Promise<Places> {
  if (!areNamed(cells)) return { cells: cells.map((cell) => ({ ...cell, arrived: [] })), platform, moving: new Set() };
  const moves = (await readRows(platform, MOVES, [])).map(([orgId, from]) => ({
    orgId: text(orgId),
    from: text(from),
  }));
  const arrivedIn = new Map<string, string[]>(cells.map(({ name }) => [name ?? "", []]));
  for (const { name, pool } of cells) {
    const fromHere = moves.filter(({ from }) => from === name).map(({ orgId }) => orgId);
    if (fromHere.length === 0) continue;
    const given = await ofCell({ name, pool }, () => readRows(pool, MOVED, [fromHere]));
    for (const [orgId, to] of given) if (to != null) arrivedIn.get(to)?.push(text(orgId));
  }
  return {
    cells: cells.map((cell) => ({ ...cell, arrived: arrivedIn.get(cell.name ?? "") ?? [] })),
    platform,
    moving: new Set(moves.map(({ orgId }) => orgId)),
  };
}

/** A move that only has to clear the former cell is over. */
const MOVES = "SELECT org_id, from_cell FROM organization_moves WHERE step <> 'clearing'";
const MOVED = "SELECT org_id, moved_to FROM organizations WHERE org_id = ANY ($1)";

/** The cells that have some organizations, as the directory and the moves that are under way say. */
export async function cellsOf({ cells, platform }: VerifyCells, orgIds: readonly string[]): Promise<VerifyCell[]> {
  const rows = await readRows(platform, CELLS_OF, [orgIds]);
  const names = new Set(rows.map(([name]) => name));
  return cells.filter(({ name }) => names.has(name));
}

const CELLS_OF = `
  SELECT coalesce(cell, (SELECT name FROM cells WHERE is_first)) FROM organization_registry WHERE org_id = ANY ($1)
  UNION SELECT from_cell FROM organization_moves WHERE org_id = ANY ($1)
  UNION SELECT to_cell FROM organization_moves WHERE org_id = ANY ($1)`;

/** Whether the deployment names its cells, so that organizations can move. */
export function areNamed(cells: readonly VerifyCell[]): boolean {
  return cells.some(({ name }) => name !== null);
}

/**
 * SQL that leaves out rows of organizations that live in another cell: archives of former cells, and copies that are
 * under way. `$1` are the organizations that have arrived.
 * @param row a table, or its alias, in FROM
 */
export function livesHere(row: string): string {
  return `NOT EXISTS (SELECT FROM organizations away
    WHERE away.org_id = ${row}.org_id AND away.moved_to IS NOT NULL AND away.org_id <> ALL ($1::uuid[]))`;
}

/** Reads rows of every cell at once, in the order of the cells. @param sql receives the arrived organizations as `$1` */
export async function readCells<Row>({ cells }: Places, sql: string, read: (row: Cells) => Row): Promise<Row[]> {
  return (await readEachCell(cells, sql, read)).flatMap(({ rows }) => rows);
}

/** Reads rows of every cell at once, and says which are of which cell. */
export async function readEachCell<Row>(
  cells: readonly Place[],
  sql: string,
  read: (row: Cells) => Row,
): Promise<{ readonly cell: string | null; readonly rows: Row[] }[]> {
  return Promise.all(
    cells.map((cell) =>
      ofCell(cell, async () => ({
        cell: cell.name,
        rows: (await readRows(cell.pool, sql, [cell.arrived])).map(read),
      })),
    ),
  );
}

/** The name of a cell among the rows of a finding; nothing in a deployment that names no cells. */
export function inCell(cell: string | null): string[] {
  return cell === null ? [] : [`cell ${cell}`];
}
