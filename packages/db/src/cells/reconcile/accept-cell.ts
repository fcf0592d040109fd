import type { Pool } from "pg";
import { reach } from "../../connection/crash-points.ts";
import type { PlatformSource } from "../../connection/home-source.ts";
import { inTransaction, onPool } from "../../connection/transaction.ts";
import { identityOn } from "../cell-identity.ts";
import type { CellReport, LostDeparture } from "./cell-report.ts";
import { removeFormerMembers } from "./former-members.ts";

/** A process may have seen a greater epoch than the list has, if the platform did not answer at the time. */
const STRIDE = 1_000;
/** The organizations of one transaction. */
const AT_ONCE = 500;

/**
 * Accepts the database at the address of a cell as the cell, with what it lacks: organizations that moved away are marked
 * as moved, people who left are no members, and the epoch rises above both. From then on every process serves it. Safe to
 * repeat after an interruption.
 * @param report of the same database
 * @returns the new epoch
 */
export async function acceptCell(platform: PlatformSource, inCell: Pool, report: CellReport): Promise<number> {
  const { cell, departures, formerMembers } = report;
  for (let first = 0; first < departures.length; first += AT_ONCE) {
    const part = departures.slice(first, first + AT_ONCE);
    await noteClearing(platform, cell, part);
    await markMoved(inCell, part);
  }
  await removeFormerMembers(inCell, formerMembers);
  reach("cell.departed");
  const { systemIdentifier, timeline } = await identityOn(inCell);
  // The cell first: a process refuses it until the list names its server as well.
  const [raised] = await onPool(inCell)({
    text: "UPDATE cell SET epoch = greatest(epoch, $2) + $3 WHERE name = $1 RETURNING epoch::text",
    values: [cell, report.listed.epoch, STRIDE],
  });
  if (raised === undefined) throw new Error(`the database is not the cell ${cell} any more`);
  reach("cell.raised");
  await platform.query(
    "UPDATE cells SET epoch = greatest(epoch, $2), system_identifier = $3, timeline = $4 WHERE name = $1",
    [cell, raised.epoch, systemIdentifier, timeline],
  );
  return Number(raised.epoch);
}

/** Notes that the cell has rows of people to clear, as after a move: the next move does it if this process does not. */
async function noteClearing(
  platform: PlatformSource,
  cell: string,
  departures: readonly LostDeparture[],
): Promise<void> {
  await platform.query(
    `INSERT INTO organization_moves (org_id, from_cell, to_cell, started_at, step)
      SELECT org_id, $1, to_cell, date_trunc('milliseconds', clock_timestamp()), 'clearing'
        FROM unnest($2::uuid[], $3::text[]) AS w (org_id, to_cell)
      ON CONFLICT (org_id) DO NOTHING`,
    [cell, departures.map(({ orgId }) => orgId), departures.map(({ to }) => to)],
  );
}

/** Their due work is done where they live. */
async function markMoved(inCell: Pool, departures: readonly LostDeparture[]): Promise<void> {
  const orgIds = departures.map(({ orgId }) => orgId);
  await inTransaction(inCell, async (query) => {
    await query({
      text: `UPDATE organizations o SET moved_to = w.cell FROM unnest($1::uuid[], $2::text[]) AS w (org_id, cell)
        WHERE o.org_id = w.org_id AND o.moved_to IS NULL`,
      values: [orgIds, departures.map(({ to }) => to)],
    });
    await query({ text: "DELETE FROM due WHERE org_id = ANY ($1::uuid[])", values: [orgIds] });
  });
}
