import type { Pool } from "pg";
import type { PlatformSource } from "../../connection/home-source.ts";
import { inTransaction, onPool } from "../../connection/transaction.ts";
import { identityOn } from "../cell-identity.ts";
import type { CellReport, LostDeparture } from "./cell-report.ts";

/** A process may have seen a greater epoch than the list has, if the platform did not answer at the time. */
const STRIDE = 1_000;
/** The organizations of one transaction. */
const AT_ONCE = 500;

/**
 * Accepts the database at the address of a cell as the cell, with what it lacks: organizations that moved away are marked
 * as moved, and the epoch rises above both. From then on every process serves it. Safe to repeat after an interruption.
 * @param report of the same database
 * @returns the new epoch
 */
export async function acceptCell(platform: PlatformSource, inCell: Pool, report: CellReport): Promise<number> {
  const { cell, departures } = report;
  for (let first = 0; first < departures.length; first += AT_ONCE)
    await markMoved(inCell, departures.slice(first, first + AT_ONCE));
  const { systemIdentifier, timeline } = await identityOn(inCell);
  // The cell first: a process refuses it until the list names its server as well.
  const [raised] = await onPool(inCell)({
    text: "UPDATE cell SET epoch = greatest(epoch, $2) + $3 WHERE name = $1 RETURNING epoch::text",
    values: [cell, report.listed.epoch, STRIDE],
  });
  if (raised === undefined) throw new Error(`the database is not the cell ${cell} any more`);
  await platform.query(
    "UPDATE cells SET epoch = greatest(epoch, $2), system_identifier = $3, timeline = $4 WHERE name = $1",
    [cell, raised.epoch, systemIdentifier, timeline],
  );
  return Number(raised.epoch);
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
