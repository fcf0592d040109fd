import { reach } from "../../connection/crash-points.ts";
import type { Query } from "../../connection/query.ts";
import { digestOfSource, newerThan, type Seen } from "./copy-round.ts";
import { countRows, countsOf } from "./count-rows.ts";
import { CopyDiffers } from "./move-refused.ts";
import type { MovedTable } from "./moved-tables.ts";
import { copyTable, type Ends, isOf } from "./table-copy.ts";

/** What surrounds the switch. */
export interface Around {
  /** Notes in the platform that the organization leaves now. @throws if this process no longer holds the claim */
  readonly claim: () => Promise<void>;
}

/** A switch that took place. */
export interface Switched {
  readonly rows: number;
  readonly standstillMs: number;
}

/**
 * Switches an organization to the target. Its commands and transactions wait meanwhile. What the target lacks is copied
 * and compared, and the target commits it. The source's commit then decides: after it, the organization lives in the
 * target.
 */
export async function switchOver(
  ends: Ends,
  tables: readonly MovedTable[],
  seen: Seen,
  around: Around,
): Promise<Switched> {
  const { source, target, orgId } = ends;
  let began = 0;
  try {
    await source.client.query("BEGIN");
    await source.client.query("SET LOCAL lock_timeout = '2s'");
    began = performance.now();
    await lock(ends);
    reach("move.locked");
    await around.claim();
    await target.client.query("BEGIN");
    const rows = await copyRest(ends, tables, seen);
    await target.client.query("COMMIT");
    reach("move.copied");
    await source.client.query(`DELETE FROM ${source.schema}.due t WHERE ${isOf(ends)}`);
    await source.query({
      text: `UPDATE ${source.schema}.organizations SET moved_to = $2 WHERE org_id = $1`,
      values: [orgId, target.cell],
    });
    await source.client.query("COMMIT");
    reach("move.left");
    await arrive(target.query, ends.orgId, source.cell);
    return { rows, standstillMs: Math.ceil(performance.now() - began) };
  } catch (error) {
    await Promise.all([source, target].map(({ client }) => client.query("ROLLBACK").catch(() => {})));
    throw error;
  }
}

/** Opens the organization in the target. Safe to repeat. Only after the source has committed that it left. */
export async function arrive(query: Query, orgId: string, from: string): Promise<void> {
  await query({ text: "SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)", values: [orgId] });
  await query({
    text: "UPDATE organizations SET moved_to = NULL WHERE org_id = $1 AND moved_to = $2",
    values: [orgId, from],
  });
  reach("move.arrived");
}

/** First the lock that transactions share, then the row that batches lock. */
async function lock({ source, orgId }: Ends): Promise<void> {
  await source.query({ text: "SELECT pg_advisory_xact_lock(uuid_hash_extended($1, 0))", values: [orgId] });
  const rows = await source.query({
    text: `SELECT FROM ${source.schema}.organizations WHERE org_id = $1 AND moved_to IS NULL FOR UPDATE`,
    values: [orgId],
  });
  if (rows.length === 0) throw new CopyDiffers(`The organization ${orgId} has left the cell ${source.cell}.`);
}

/** Copies what is newer than the last round, compares it, and compares the numbers of rows. */
async function copyRest(ends: Ends, tables: readonly MovedTable[], seen: Seen): Promise<number> {
  const before = await countRows(ends, tables, seen);
  let rows = 0;
  for (const table of tables) {
    const { total, newer, arrived } = countsOf(before, table);
    if (newer === 0 && total === arrived && !(table.isLate && total > 0)) continue;
    const where = table.isLate ? undefined : newerThan(table, seen, seen.seq);
    const copied = await copyTable(ends, table, { where, inAll: table.canShrink ? total : undefined, commits: false });
    const sent = await digestOfSource(ends, table, where);
    const hasAll = arrived + copied.added === total;
    if (!hasAll || copied.rows !== sent.rows || copied.digest !== sent.digest)
      throw new CopyDiffers(
        `The last rows of ${table.name} did not arrive as they are in the cell ${ends.source.cell}.`,
      );
    rows += copied.rows;
  }
  return rows;
}
