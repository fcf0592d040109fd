import type { QueryResult } from "pg";
import type { CellSession } from "./cell-session.ts";
import { CopyDiffers } from "./move-refused.ts";
import type { MovedTable } from "./moved-tables.ts";
import { type RowText, readRowText, writeRowText } from "./row-text.ts";

/** Both ends of a move, and the organization. */
export interface Ends {
  readonly orgId: string;
  readonly source: CellSession;
  readonly target: CellSession;
}

const PART_BYTES = 1_000_000;
const NO_ROWS: RowText = { rows: 0, bytes: [] };
/** Fewer rows are deleted faster than the file of their table is replaced. */
const FEW_ROWS = 1000;

/** How rows are copied. */
export interface CopyOptions {
  /** A condition on the rows `t` of the source; absent for all rows. */
  readonly where?: string | undefined;
  /**
   * The number of rows that the source has, if no statement can change it meanwhile. Rows of the target that the source
   * has deleted go before the arriving ones are written, whose place in a unique index they may have.
   */
  readonly inAll?: number | undefined;
  /** Called after each part; the next one waits for it. */
  readonly onPart?: ((rows: number, tookMs: number) => Promise<void>) | undefined;
  /** Whether each part is a transaction of its own. */
  readonly commits: boolean;
}

/** The rows that were copied, as the target has them now. */
export interface Copied {
  readonly rows: number;
  /** How many more rows the target has than before. */
  readonly added: number;
  readonly digest: bigint;
}

/**
 * Copies rows of a table. A row that the target already has stays if it is the same, and is replaced otherwise.
 * @throws CopyDiffers if the target then has another number of rows than the source
 */
export async function copyTable(ends: Ends, table: MovedTable, options: CopyOptions): Promise<Copied> {
  const { source, target } = ends;
  const where = options.where === undefined ? "" : ` AND ${options.where}`;
  const columns = table.columns.map((column) => `t.${column}`).join(", ");
  const select = `SELECT ${columns} FROM ${tableOf(source, table)} WHERE ${isOf(ends)}${where}`;
  let rows = 0;
  let added = 0;
  let digest = 0n;
  await target.client.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS ${arriving(table)} (LIKE ${target.schema}.${table.name})`,
  );
  const put = async (part: RowText, inAll?: number): Promise<void> => {
    const began = performance.now();
    const write = () => applyPart(ends, table, part, inAll);
    const applied = await (options.commits ? target.transaction(write) : write());
    rows += part.rows;
    added += applied.added;
    digest ^= applied.digest;
    await options.onPart?.(part.rows, performance.now() - began);
  };
  let last: RowText | null = null;
  for await (const part of readRowText(source.client, select, PART_BYTES)) {
    if (last !== null) await put(last);
    last = part;
  }
  if (last !== null || options.inAll !== undefined) await put(last ?? NO_ROWS, options.inAll);
  return { rows, added, digest };
}

async function applyPart(
  ends: Ends,
  table: MovedTable,
  part: RowText,
  inAll: number | undefined,
): Promise<Pick<Copied, "added" | "digest">> {
  const { client } = ends.target;
  if (part.rows > 0) await writeRowText(client, { table: arriving(table), columns: table.columns }, part);
  const replaced = await client.query(removeReplaced(ends, table));
  const removed = inAll === undefined ? 0 : await removeExtras(ends, table, inAll);
  const added = -(replaced.rowCount ?? 0) - removed;
  if (part.rows === 0) return { added, digest: 0n };
  const clear = part.rows > FEW_ROWS ? `TRUNCATE ${arriving(table)}` : `DELETE FROM ${arriving(table)}`;
  const [inserted, found] = (await client.query(
    [insertMissing(ends, table), digestArrived(ends, table), clear].join(";\n"),
  )) as unknown as QueryResult[];
  return { added: added + (inserted?.rowCount ?? 0), digest: BigInt(String(found?.rows[0]?.digest)) };
}

/** Deletes the rows that differ from the arriving ones. */
function removeReplaced({ target }: Ends, table: MovedTable): string {
  const differs = `${textOf(table, "t")} IS DISTINCT FROM ${textOf(table, "s")}`;
  return `DELETE FROM ${target.schema}.${table.name} WHERE ctid = ANY (ARRAY (
    SELECT found.ctid FROM ${arriving(table)} s CROSS JOIN LATERAL (${sameRow(target, table, "ctid")} AND ${differs} LIMIT 1) found))`;
}

function insertMissing({ source, target }: Ends, table: MovedTable): string {
  const columns = table.columns.join(", ");
  const values = table.columns.map((column) => `s.${column}`).join(", ");
  // The organization's row names the cell where it still lives.
  const isHead = table.name === "organizations";
  return `INSERT INTO ${target.schema}.${table.name} (${columns}${isHead ? ", moved_to" : ""})
    SELECT ${values}${isHead ? `, '${source.cell}'` : ""} FROM ${missing(target, table)}`;
}

function digestArrived({ target }: Ends, table: MovedTable): string {
  return `SELECT ${digestOf(table, "found")} AS digest
    FROM ${arriving(table)} s CROSS JOIN LATERAL (${sameRow(target, table, "*")} LIMIT 1) found`;
}

/**
 * Deletes the rows that the source does not have, if with the arriving ones there would be another number of rows.
 * @returns how many
 */
async function removeExtras(ends: Ends, table: MovedTable, inAll: number): Promise<number> {
  if ((await countWithArriving(ends, table)) === inAll) return 0;
  const { source, target } = ends;
  const keys = table.key.map((column) => `t.${column}`).join(", ");
  await target.client.query(
    `CREATE TEMPORARY TABLE IF NOT EXISTS ${keysOf(table)} AS SELECT ${table.key.join(", ")}
        FROM ${target.schema}.${table.name} WITH NO DATA;
      TRUNCATE ${keysOf(table)}`,
  );
  const select = `SELECT ${keys} FROM ${tableOf(source, table)} WHERE ${isOf(ends)}`;
  for await (const part of readRowText(source.client, select, PART_BYTES))
    await writeRowText(target.client, { table: keysOf(table), columns: table.key }, part);
  const removed = await target.client.query(
    `DELETE FROM ${tableOf(target, table)}
      WHERE ${isOf(ends)} AND NOT EXISTS (SELECT FROM ${keysOf(table)} k WHERE ${isSameKey(table, "k")})`,
  );
  if ((await countWithArriving(ends, table)) !== inAll)
    throw new CopyDiffers(`The copy of ${table.name} has another number of rows than the source.`);
  return removed.rowCount ?? 0;
}

async function countWithArriving(ends: Ends, table: MovedTable): Promise<number> {
  const { target } = ends;
  const [row] = await target.query({
    text: `SELECT (SELECT count(*) FROM ${tableOf(target, table)} WHERE ${isOf(ends)})
        + (SELECT count(*) FROM ${missing(target, table)}) AS count`,
    values: [],
  });
  return Number(row?.count);
}

/** Deletes the rows of an organization in a table of the target. */
export async function emptyTable(ends: Ends, table: MovedTable): Promise<void> {
  await ends.target.client.query(`DELETE FROM ${tableOf(ends.target, table)} WHERE ${isOf(ends)}`);
}

/** A table of a cell under the name `t`. */
export function tableOf({ schema }: Pick<CellSession, "schema">, { name }: MovedTable): string {
  return `${schema}.${name} t`;
}

/** The condition on rows `t` of the organization. COPY takes no parameters. */
export function isOf({ orgId }: Pick<Ends, "orgId">): string {
  if (!/^[0-9a-f-]{36}$/.test(orgId)) throw new Error(`${JSON.stringify(orgId)} is not an id`);
  return `t.org_id = '${orgId}'`;
}

/** A number over rows that depends on every value, and not on the order of the rows. */
export function digestOf(table: MovedTable, alias = "t"): string {
  return `coalesce(bit_xor(hashtextextended(${textOf(table, alias)}, 0)), 0)`;
}

function isSameKey({ key }: MovedTable, other: string): string {
  return key.map((column) => `t.${column} = ${other}.${column}`).join(" AND ");
}

/**
 * Finds the row with the key of an arriving row `s`. With LATERAL and LIMIT 1 the planner has one way to it, by the key,
 * whatever it knows about the tables.
 */
function sameRow(target: CellSession, table: MovedTable, columns: "ctid" | "*"): string {
  return `SELECT t.${columns} FROM ${tableOf(target, table)} WHERE ${isSameKey(table, "s")}`;
}

/** The arriving rows `s` whose keys the target does not have. */
function missing(target: CellSession, table: MovedTable): string {
  return `${arriving(table)} s LEFT JOIN LATERAL (${sameRow(target, table, "ctid")} LIMIT 1) found ON true WHERE found.ctid IS NULL`;
}

/** A row as text, of the columns that move. */
function textOf({ columns }: MovedTable, alias: string): string {
  return `ROW(${columns.map((column) => `${alias}.${column}`).join(", ")})::text`;
}

const arriving = ({ name }: MovedTable): string => `arriving_${name}`;
const keysOf = ({ name }: MovedTable): string => `keys_of_${name}`;
