import type { Instant } from "@scrip/domain/ledger";
import type { Pool } from "pg";
import { plainArray } from "../connection/query.ts";
import { requireHere } from "../connection/require-here.ts";
import { inTransaction } from "../connection/transaction.ts";

/**
 * Puts an organization on a test clock, before its first entry.
 * @returns `created`, or why the organization keeps PostgreSQL's clock
 */
export async function createClock(
  pool: Pool,
  orgId: string,
  at: Instant,
): Promise<"created" | "clock_after_entries" | "organization_not_found"> {
  return inTransaction(pool, async (query) => {
    await query({ text: "SELECT set_config('scrip.org_ids', $1, true)", values: [plainArray([orgId])] });
    const rows = await query({
      text: "SELECT seq FROM organizations WHERE org_id = $1 AND moved_to IS NULL FOR NO KEY UPDATE",
      values: [orgId],
    });
    if (rows[0] === undefined) {
      await requireHere(query, orgId);
      return "organization_not_found";
    }
    if (Number(rows[0].seq) > 0) return "clock_after_entries";
    // Periods and contracts are counted from instants of the clock before.
    const planned = await query({
      text: `SELECT FROM subscriptions WHERE org_id = $1 UNION ALL SELECT FROM contracts WHERE org_id = $1
        UNION ALL SELECT FROM plan_requests WHERE org_id = $1 LIMIT 1`,
      values: [orgId],
    });
    if (planned.length > 0) return "clock_after_entries";
    const moment = new Date(at).toISOString();
    // The time of creation moves too: no entry may lie before it, and the clock may start earlier.
    await query({ text: "UPDATE organizations SET clock_at = $2, at = $2 WHERE org_id = $1", values: [orgId, moment] });
    await query({ text: "UPDATE due SET on_test_clock = true WHERE org_id = $1", values: [orgId] });
    return "created";
  });
}
