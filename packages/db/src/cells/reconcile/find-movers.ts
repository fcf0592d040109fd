import type { Pool } from "pg";
import { isTransient, TransientError } from "../../connection/errors.ts";
import type { PlatformTx } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { onPool } from "../../connection/transaction.ts";
import type { LostArrival, LostDeparture } from "./cell-report.ts";
import { requireAllRows } from "./require-all-rows.ts";

/** The cell that is compared, and the others. */
interface Cells {
  readonly cell: string;
  readonly others: ReadonlyMap<string, Pool>;
}

const PAGE = 5_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** An archive in another cell whose organization moved to the cell that is compared. */
interface Archive {
  readonly orgId: string;
  readonly from: string;
  readonly seq: number;
}

/**
 * Finds organizations of the cell of which the cell that they left knows more: the database has no row of them, an archive
 * of an earlier stay, or an older state. The registry may still name the cell that they left, if the move was interrupted.
 * @returns `away`: the cells that do not answer
 */
export async function findArrivals(
  platform: PlatformTx,
  inCell: Query,
  { cell, others }: Cells,
): Promise<{ readonly arrivals: readonly LostArrival[]; readonly away: readonly string[] }> {
  const arrivals = new Map<string, LostArrival>();
  const away: string[] = [];
  for (const [from, pool] of others) {
    try {
      await requireAllRows(onPool(pool), from);
      for await (const page of archivesIn(onPool(pool), from, cell))
        for (const arrival of await compare(platform, inCell, cell, page)) {
          const other = arrivals.get(arrival.orgId);
          // An organization that went on from cell to cell has several archives. The longest is the last one.
          if (other === undefined || other.seq < arrival.seq) arrivals.set(arrival.orgId, arrival);
        }
    } catch (error) {
      if (!(error instanceof TransientError) && !isTransient(error)) throw error;
      away.push(from);
    }
  }
  return { arrivals: [...arrivals.values()], away };
}

async function* archivesIn(query: Query, from: string, to: string): AsyncGenerator<readonly Archive[]> {
  for (let after = NO_ID; ; ) {
    const rows = await query({
      text: `SELECT org_id::text AS "orgId", seq::text AS seq FROM organizations
        WHERE moved_to = $1 AND org_id > $2 ORDER BY org_id LIMIT ${PAGE}`,
      values: [to, after],
    });
    const page = rows.map(({ orgId, seq }) => ({ orgId: String(orgId), from, seq: Number(seq) }));
    yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.orgId;
  }
}

/** The organizations of a page that the cell should have, and of which its database has less than the archive. */
async function compare(
  platform: PlatformTx,
  inCell: Query,
  cell: string,
  archives: readonly Archive[],
): Promise<readonly LostArrival[]> {
  const registered = await platform.query<{ orgId: string }[]>(
    `SELECT w.org_id AS "orgId" FROM unnest($1::uuid[], $2::text[]) AS w (org_id, source) JOIN organization_registry r USING (org_id)
      WHERE coalesce(r.cell, (SELECT name FROM cells WHERE is_first)) IN ($3, w.source)
        AND NOT EXISTS (SELECT FROM organization_moves m
          WHERE m.org_id = w.org_id AND m.from_cell = $3 AND m.step <> 'clearing')`,
    [archives.map(({ orgId }) => orgId), archives.map(({ from }) => from), cell],
  );
  const ofCell = new Set(registered.map(({ orgId }) => orgId));
  const wanted = archives.filter(({ orgId }) => ofCell.has(orgId));
  const rows = await inCell({
    text: `SELECT org_id::text AS "orgId", seq::text AS seq, moved_to IS NULL AS "livesHere" FROM organizations
      WHERE org_id = ANY ($1::uuid[])`,
    values: [wanted.map(({ orgId }) => orgId)],
  });
  const here = new Map(
    rows.map(({ orgId, seq, livesHere }) => [String(orgId), { seq: Number(seq), livesHere: livesHere === true }]),
  );
  return wanted.flatMap((archive) => {
    const row = here.get(archive.orgId);
    if (row?.livesHere && row.seq >= archive.seq) return [];
    return [{ ...archive, has: row?.seq ?? null }];
  });
}

/** An organization whose move out of the cell has switched, and is not registered yet. */
export interface Leaving extends LostDeparture {
  /** Whether it still lives in the cell as its database has it. */
  readonly livesHere: boolean;
}

/** Finds the organizations that left the cell by a move that was interrupted before the registry named the new cell. */
export async function findLeaving(
  platform: PlatformTx,
  inCell: Query,
  { cell, others }: Cells,
): Promise<readonly Leaving[]> {
  const moves = await platform.query<LostDeparture[]>(
    `SELECT org_id AS "orgId", to_cell AS to FROM organization_moves WHERE from_cell = $1 AND step = 'switching'`,
    [cell],
  );
  const leaving: Leaving[] = [];
  for (const move of moves) {
    const pool = others.get(move.to);
    if (pool === undefined) continue;
    const livesThere = await livesIn(onPool(pool), move.orgId).catch(whileAway);
    const livesHere = await livesIn(inCell, move.orgId);
    if (livesThere || !livesHere) leaving.push({ ...move, livesHere });
  }
  return leaving;
}

/**
 * Leaves out the organizations that have arrived in the cell by a move that is not registered yet: the registry still names
 * the cell that they left.
 */
export async function withoutArrived(
  platform: PlatformTx,
  { cell, others }: Cells,
  departures: readonly LostDeparture[],
): Promise<readonly LostDeparture[]> {
  const moves = await platform.query<{ orgId: string; from: string }[]>(
    `SELECT org_id AS "orgId", from_cell AS from FROM organization_moves
      WHERE org_id = ANY ($1::uuid[]) AND to_cell = $2 AND step = 'switching'`,
    [departures.map(({ orgId }) => orgId), cell],
  );
  const arrived = new Set<string>();
  for (const { orgId, from } of moves) {
    const pool = others.get(from);
    if (pool !== undefined && !(await livesIn(onPool(pool), orgId).catch(whileAway))) arrived.add(orgId);
  }
  return departures.filter(({ orgId }) => !arrived.has(orgId));
}

/** `findArrivals` reports a cell that does not answer, and then nothing is accepted. */
function whileAway(error: unknown): boolean {
  if (error instanceof TransientError || isTransient(error)) return false;
  throw error;
}

async function livesIn(query: Query, orgId: string): Promise<boolean> {
  const rows = await query({
    text: "SELECT FROM organizations WHERE org_id = $1 AND moved_to IS NULL",
    values: [orgId],
  });
  return rows.length > 0;
}
