import { openCellSession, openSession } from "../move/cell-session.ts";
import { requireCell } from "../move/check-ends.ts";
import { clearCell } from "../move/clear-cell.ts";
import type { BringBackTerms } from "./bring-back.ts";

/**
 * Removes what organizations that moved away have in an accepted cell beside the archive of their ledger, as a move does:
 * the restore brought it back. Safe to repeat.
 */
export async function clearDeparted({
  cell,
  platformUrl,
  cellUrls,
}: Pick<BringBackTerms, "cell" | "platformUrl" | "cellUrls">): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const platform = await openSession(platformUrl);
  opened.defer(() => platform.close());
  // Those of an accept that was interrupted too. A move that runs clears its own.
  const noted = await platform.query({
    text: `SELECT org_id::text AS "orgId" FROM organization_moves WHERE from_cell = $1 AND step = 'clearing' ORDER BY org_id`,
    values: [cell],
  });
  if (noted.length === 0) return;
  const session = await openCellSession(cell, cellUrls.get(cell) ?? "");
  opened.defer(() => session.close());
  await requireCell(session);
  const left = await session.query({
    text: `SELECT w.org_id::text AS "orgId" FROM unnest($1::uuid[]) AS w (org_id)
      WHERE NOT EXISTS (SELECT FROM ${session.schema}.organizations o WHERE o.org_id = w.org_id AND o.moved_to IS NULL)`,
    values: [noted.map(({ orgId }) => orgId)],
  });
  for (const { orgId } of left) {
    await clearCell(session, String(orgId));
    await platform.query({
      text: "DELETE FROM organization_moves WHERE org_id = $1 AND from_cell = $2 AND step = 'clearing'",
      values: [orgId, cell],
    });
  }
}
