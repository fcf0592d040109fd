import { setTimeout as sleep } from "node:timers/promises";
import type { Query } from "../../connection/query.ts";
import { countRows, countsOf } from "./count-rows.ts";
import { CopyDiffers } from "./move-refused.ts";
import type { MovedTable } from "./moved-tables.ts";
import { copyTable, digestOf, type Ends, emptyTable, isOf, tableOf } from "./table-copy.ts";

/** What a round has seen: the next one copies what came later. */
export interface Seen {
  /** Transactions with a lesser number had ended. */
  readonly xid: string;
  /** The number of the last entry. */
  readonly seq: string;
  /** The time of the last entry, in milliseconds. */
  readonly at: number;
}

/** A round of copying. */
export interface Round {
  /** What the target has already; `null` before the first round. */
  readonly seen: Seen | null;
  /** The number of the last entry of an earlier stay in the target. */
  readonly archivedSeq: string;
  /** Whether all rows are compared afterwards, in the same snapshot. */
  readonly compares: boolean;
  /** Pause after each part, as a multiple of the time that the part took. */
  readonly pause: number;
  readonly onRows: (rows: number) => Promise<void>;
}

/** The result of a round. */
export interface RoundResult {
  readonly rows: number;
  readonly seen: Seen;
}

/**
 * Copies what a snapshot of the source has and the target has not: all rows in the first round, later the row versions
 * that are newer than the round before. The head of the ledger comes last, so it never promises an entry that is missing.
 */
export async function copyRound(ends: Ends, tables: readonly MovedTable[], round: Round): Promise<RoundResult> {
  const { client, query } = ends.source;
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    const seen = await look(ends, query);
    let rows = 0;
    const onPart = async (count: number, tookMs: number): Promise<void> => {
      await round.onRows(count);
      if (round.pause > 0) await sleep(tookMs * round.pause);
    };
    const before = await countRows(ends, tables, round.seen ?? { ...seen, seq: round.archivedSeq });
    for (const table of tables.filter(({ isLate }) => !isLate)) {
      const { total, newer, arrived } = countsOf(before, table);
      const isFirst = round.seen === null;
      if (total === arrived && (isFirst ? total === 0 : newer === 0)) continue;
      // Rows of an interrupted move may be in the way of others.
      if (isFirst && !table.isArchived && arrived > 0) await emptyTable(ends, table);
      const where = newerThan(table, round.seen, round.archivedSeq);
      const inAll = table.canShrink && !isFirst ? total : undefined;
      const copied = await copyTable(ends, table, { where, inAll, onPart, commits: true });
      if (copied.rows > 0) await requireSame(ends, table, copied, where);
      rows += copied.rows;
    }
    if (round.compares) await compareAll(ends, tables);
    await client.query("COMMIT");
    return { rows, seen };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

/** The condition on rows `t` of the source that a round has not seen; `undefined` for all rows. */
export function newerThan({ number }: MovedTable, seen: Seen | null, archivedSeq: string): string | undefined {
  if (number !== null) return `t.${number} > ${seen?.seq ?? archivedSeq}`;
  // A row that is older than two thousand million transactions looks new; copying it again changes nothing.
  return seen === null ? undefined : `age(t.xmin) <= age('${seen.xid}'::xid8::xid)`;
}

/** Compares the rows that arrived with those of the source, in one snapshot. @throws CopyDiffers */
async function requireSame(
  ends: Ends,
  table: MovedTable,
  arrived: { readonly rows: number; readonly digest: bigint },
  where: string | undefined,
): Promise<void> {
  const sent = await digestOfSource(ends, table, where);
  if (sent.rows !== arrived.rows || sent.digest !== arrived.digest)
    throw new CopyDiffers(`Rows of ${table.name} did not arrive as they are in the cell ${ends.source.cell}.`);
}

/** The number of rows of the source on which a condition holds, and their digest. */
export async function digestOfSource(
  ends: Ends,
  table: MovedTable,
  where: string | undefined,
): Promise<{ readonly rows: number; readonly digest: bigint }> {
  const [row] = await ends.source.query({
    text: `SELECT count(*) AS rows, ${digestOf(table)} AS digest
      FROM ${tableOf(ends.source, table)} WHERE ${isOf(ends)}${where === undefined ? "" : ` AND ${where}`}`,
    values: [],
  });
  return { rows: Number(row?.rows), digest: BigInt(String(row?.digest)) };
}

async function look(ends: Ends, query: Query): Promise<Seen> {
  const [row] = await query({
    text: `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid, t.seq::text AS seq, extract(epoch FROM t.at) * 1000 AS at
      FROM ${ends.source.schema}.organizations t WHERE ${isOf(ends)}`,
    values: [],
  });
  if (row === undefined) throw new CopyDiffers(`The cell ${ends.source.cell} has no organization ${ends.orgId}.`);
  return { xid: String(row.xid), seq: String(row.seq), at: Number(row.at) };
}

/** Compares every row of both ends. @throws CopyDiffers */
async function compareAll(ends: Ends, tables: readonly MovedTable[]): Promise<void> {
  const compared = tables.filter(({ isLate }) => !isLate);
  const [there, here] = await Promise.all([digestsIn("source", ends, compared), digestsIn("target", ends, compared)]);
  const different = compared.filter(({ name }) => there.get(name) !== here.get(name)).map(({ name }) => name);
  if (different.length > 0)
    throw new CopyDiffers(
      `The copy of ${different.join(", ")} in the cell ${ends.target.cell} is not the same as in the cell ${ends.source.cell}.`,
    );
}

/** The number of rows and the digest of each table. */
async function digestsIn(
  end: "source" | "target",
  ends: Ends,
  tables: readonly MovedTable[],
): Promise<ReadonlyMap<string, string>> {
  const each = tables.map(
    (table) =>
      `SELECT '${table.name}' AS name, count(*) || ' ' || ${digestOf(table)} AS digest FROM ${tableOf(ends[end], table)} WHERE ${isOf(ends)}`,
  );
  const rows = await ends[end].query({ text: each.join("\nUNION ALL "), values: [] });
  return new Map(rows.map(({ name, digest }) => [String(name), String(digest)]));
}
