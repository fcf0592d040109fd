import { plainArray, type Query } from "../connection/query.ts";
import type { DueWork } from "./due-work.ts";

/**
 * Locks an organization on PostgreSQL's clock for work that runs in the caller's transaction, and reads the
 * work's row again. The organization comes first, as in the ledger's batches, so that no two of them deadlock.
 * @returns whether the work is still due: another worker may have done, moved or parked it
 */
export async function lockDue(tx: Query, { orgId, kind, refId }: DueWork): Promise<boolean> {
  await tx({ text: "SELECT set_config('scrip.org_ids', $1, true)", values: [plainArray([orgId])] });
  await tx({ text: "SELECT FROM organizations WHERE org_id = $1 FOR NO KEY UPDATE", values: [orgId] });
  const rows = await tx({
    text: `SELECT FROM due WHERE org_id = $1 AND kind = $2 AND ref_id = $3
      AND NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp()`,
    values: [orgId, kind, refId],
  });
  return rows.length > 0;
}

/**
 * Removes the row of work that is done, in the transaction that completes it.
 * @param tx of a transaction that sees the organization
 */
export async function removeDue(tx: Query, { orgId, kind, refId }: DueWork): Promise<void> {
  await tx({
    text: "DELETE FROM due WHERE org_id = $1 AND kind = $2 AND ref_id = $3",
    values: [orgId, kind, refId],
  });
}
