import { reach } from "../../connection/crash-points.ts";
import type { CellUrls } from "../cell-name.ts";
import { type CellSession, openCellSession, openSession, type Session } from "../move/cell-session.ts";
import { beginArrival, commonTables, requireBeginning, requireCatalog, requireCell } from "../move/check-ends.ts";
import { forgetMove, lockMoves, noteMoved, readMove, readPlace, unlockMoves } from "../move/claim-move.ts";
import { clearCell, tablesToClear } from "../move/clear-cell.ts";
import { copyRound } from "../move/copy-round.ts";
import { placeInSource } from "../move/end-move.ts";
import { CopyDiffers, MoveRefused } from "../move/move-refused.ts";
import type { MovedTable } from "../move/moved-tables.ts";
import { type Ends, isOf } from "../move/table-copy.ts";
import type { LostArrival } from "./cell-report.ts";
import { dropDue, reopenDue } from "./reopen-due.ts";
import { type RestoredMember, readPeople, restoreMembers } from "./restore-people.ts";

/** The addresses of the databases for their owner, and the cell that was restored. */
export interface BringBackTerms {
  readonly cell: string;
  readonly platformUrl: string;
  readonly cellUrls: CellUrls;
  /** Replays the ledger of an organization at the owner's address of a cell. @returns the findings */
  readonly verify?: (url: string, orgId: string) => Promise<readonly string[]>;
}

/** The outcome for one organization. */
export type BroughtBack =
  | {
      readonly orgId: string;
      readonly isBack: true;
      readonly from: string;
      /** The last entry that it has now. */
      readonly seq: number;
      readonly members: readonly RestoredMember[];
      readonly findings: readonly string[];
    }
  | { readonly orgId: string; readonly isBack: false; readonly why: string };

/**
 * Brings organizations back that moved into a cell after the backup from which it was restored. Each gets its ledger and its
 * plans from the archive in the cell that it left, the due work that follows from them, and the members that the platform
 * knows. It lives in the restored cell, as the registry says; the archive stays an archive. Safe to repeat after an
 * interruption at any point: until its last transaction in the cell, the row there names the cell that it left, and nothing
 * runs.
 * @source docs/operate/restore.md#organizations-that-moved-into-it
 */
export async function bringBack(
  terms: BringBackTerms,
  arrivals: readonly LostArrival[],
): Promise<readonly BroughtBack[]> {
  if (arrivals.length === 0) return [];
  await using opened = new AsyncDisposableStack();
  const platform = await openSession(terms.platformUrl);
  opened.defer(() => platform.close());
  const sessions = new Map<string, CellSession>();
  for (const cell of new Set([terms.cell, ...arrivals.map(({ from }) => from)])) {
    const session = await openCellSession(cell, terms.cellUrls.get(cell) ?? "");
    opened.defer(() => session.close());
    await requireCell(session);
    sessions.set(cell, session);
  }
  const target = sessions.get(terms.cell) as CellSession;
  const outcomes: BroughtBack[] = [];
  for (const arrival of arrivals) {
    const ends: Ends = { orgId: arrival.orgId, source: sessions.get(arrival.from) as CellSession, target };
    outcomes.push(await bringOneBack(terms, platform, ends));
  }
  return outcomes;
}

async function bringOneBack(terms: BringBackTerms, platform: Session, ends: Ends): Promise<BroughtBack> {
  const { orgId } = ends;
  if (!(await lockMoves(platform, orgId)))
    return { orgId, isBack: false, why: "Another process moves it at the moment." };
  try {
    return await underLock(terms, platform, ends);
  } catch (error) {
    if (!(error instanceof MoveRefused) && !(error instanceof CopyDiffers)) throw error;
    return { orgId, isBack: false, why: error.message };
  } finally {
    await unlockMoves(platform, orgId);
  }
}

async function underLock(terms: BringBackTerms, platform: Session, ends: Ends): Promise<BroughtBack> {
  const { orgId, source, target } = ends;
  const place = (await readPlace(platform.query, orgId))?.cell;
  const leadsHere = (await source.transaction((query) => placeInSource(query, orgId))) === target.cell;
  if (!leadsHere || (place !== target.cell && place !== source.cell))
    throw new MoveRefused("already_there", "It has moved meanwhile.");
  const isRegistered = place === target.cell;
  // First, so that the older state is not served either if the rest is refused.
  await stopOlderState(ends);
  reach("back.stopped");
  const tables = await commonTables(ends);
  await requireCatalog(ends);
  const archivedSeq = await beginArrival(ends);
  // A move that was interrupted may not have cleared the cell that the organization left. It has the other rows too then.
  const noted = await readMove(platform.query, orgId);
  const isUncleared = !isRegistered || (noted?.step === "clearing" && noted.from === source.cell);
  const uncleared = new Set(isUncleared ? await tablesToClear(source, orgId) : []);
  const copied = tables.filter(({ name, isArchived, isLate }) => !isLate && (isArchived || uncleared.has(name)));
  const seq = await copyArchive(ends, copied, archivedSeq);
  reach("back.copied");
  if (!isRegistered) {
    await noteMoved(platform.transaction, orgId, { from: source.cell, to: target.cell });
    reach("back.registered");
  }
  const people = await readPeople(platform.query, orgId);
  await dropTokens(platform, ends);
  const members = await target.transaction(async (query) => {
    await placeInSource(query, orgId);
    await reopenDue(query, orgId);
    const restored = await restoreMembers(query, orgId, people);
    await query({ text: OPEN, values: [orgId] });
    return restored;
  });
  reach("back.opened");
  if (isUncleared) {
    await clearCell(source, orgId);
    await forgetMove(platform.query, orgId);
  }
  const findings = (await terms.verify?.(terms.cellUrls.get(target.cell) ?? "", orgId)) ?? [];
  return { orgId, isBack: true, from: source.cell, seq, members, findings };
}

/** Copies rows of an archive, which nothing changes meanwhile, and compares them. @returns the number of the last entry */
async function copyArchive(ends: Ends, tables: readonly MovedTable[], archivedSeq: string): Promise<number> {
  const { client } = ends.target;
  const round = { archivedSeq, pause: 0, onRows: async () => {} };
  // Otherwise triggers and foreign keys would look at rows that have not arrived yet.
  await client.query("SET session_replication_role = replica");
  try {
    const { seen } = await copyRound(ends, tables, { ...round, seen: null, compares: false });
    // The second round removes the rows of an older state that the archive does not have.
    await copyRound(ends, tables, { ...round, seen, compares: true });
    return Number(seen.seq);
  } finally {
    await client.query("RESET session_replication_role");
  }
}

/** What a row of the organization says about rows that an archive does not have. */
const OPEN = `
  UPDATE organizations o SET moved_to = NULL, topup_below = (
      SELECT threshold FROM top_ups t WHERE t.org_id = o.org_id AND t.state IN ('ready', 'day_cap', 'month_cap'))
    WHERE org_id = $1`;

/**
 * If the organization lives in the cell in an older state, marks it as living in the cell that it left. Otherwise the older
 * state would be served, and would become another history.
 * @throws MoveRefused `already_there` if another call has brought it back, `history_differs` if it has become another one
 */
async function stopOlderState(ends: Ends): Promise<void> {
  const { orgId, source, target } = ends;
  await target.transaction(async (query) => {
    if ((await placeInSource(query, orgId)) !== null) return;
    const [row] = await query({
      text: `SELECT seq::text AS seq, encode(hash, 'hex') AS hash FROM ${target.schema}.organizations t WHERE ${isOf(ends)} FOR UPDATE`,
      values: [],
    });
    if (row === undefined) return;
    if (BigInt(String(row.seq)) >= (await lastEntryIn(ends)))
      throw new MoveRefused("already_there", "It lives here already, with every entry of the archive.");
    await requireBeginning(ends, { seq: String(row.seq), hash: String(row.hash) });
    await dropDue(query, orgId);
    await query({ text: "UPDATE organizations SET moved_to = $2 WHERE org_id = $1", values: [orgId, source.cell] });
  });
}

/** The number of the last entry in the archive. */
async function lastEntryIn({ source, orgId }: Ends): Promise<bigint> {
  const [row] = await source.query({
    text: `SELECT seq::text AS seq FROM ${source.schema}.organizations WHERE org_id = $1`,
    values: [orgId],
  });
  return BigInt(String(row?.seq));
}

/** Removes the tokens of invitations that the cell does not have: their links lead nowhere. */
async function dropTokens(platform: Session, { orgId, target }: Ends): Promise<void> {
  const rows = await target.query({
    text: `SELECT id::text AS id FROM ${target.schema}.invitations WHERE org_id = $1 AND state = 'open'`,
    values: [orgId],
  });
  await platform.query({
    text: "DELETE FROM invitation_tokens WHERE org_id = $1 AND invitation_id <> ALL ($2::uuid[])",
    values: [orgId, rows.map(({ id }) => id)],
  });
}
