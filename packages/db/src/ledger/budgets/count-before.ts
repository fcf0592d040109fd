import type { BudgetSubject, Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsTx } from "../../connection/home-source.ts";

/**
 * Adds up what a subject has used since the start of a window, from the entries: charges that no hold pays, the charges of
 * holds that were placed in the window, and what these holds have open. A budget that is new begins with it.
 * @returns micro-USD
 * @source docs/rules.md#budgets; docs/invariants.md#l33
 */
export async function countBefore(
  tx: OrganizationsTx,
  orgId: string,
  { scope, ref }: BudgetSubject,
  from: Instant,
): Promise<Micros> {
  const [row] = await tx.query<{ used: string }[]>(USED_SINCE, [orgId, new Date(from), scope, ref]);
  return BigInt(row?.used ?? "0");
}

/**
 * Sets who placed each open hold, and when, from its entry. Holds that were placed before the organization had budgets do
 * not say it. A hold of zero has no entry; its job began with it.
 */
export async function markOpenHolds(tx: OrganizationsTx, orgId: string): Promise<void> {
  await tx.query(MARK, [orgId]);
}

/** When a hold was placed, and the service key that placed it. A hold of zero has no entry. */
const PLACED = `
  SELECT h.id, h.job_id, j.project, j.member,
    coalesce(h.placed_at, e.at, j.started_at) AS placed_at,
    CASE WHEN h.placed_at IS NOT NULL THEN h.placed_by WHEN e.actor_type = 'service_key' THEN e.actor_id END AS placed_by
  FROM holds h
    LEFT JOIN jobs j ON j.org_id = $1 AND j.id = h.job_id
    LEFT JOIN entries e ON e.org_id = $1 AND e.cause_id = h.id AND e.leg = 1 AND e.cause_type = 'hold'
      AND e.kind = 'hold_placed'
  WHERE h.org_id = $1`;

const MARK = `
  UPDATE holds SET placed_at = p.placed_at, placed_by = p.placed_by
  FROM (${PLACED} AND h.state = 'open' AND h.placed_at IS NULL) AS p
  WHERE holds.org_id = $1 AND holds.id = p.id`;

const isCounted = (key: string): string =>
  `CASE $3 WHEN 'organization' THEN true WHEN 'project' THEN project = $4 WHEN 'member' THEN member = $4
    ELSE ${key}::text = $4 END`;

/**
 * What a subject has used since the start of a window, and the part of it that holds have open. The parameters are the
 * organization, the start of the window, the scope and the subject. Each entry of the window is read once. A hold that was
 * placed earlier counts in an earlier window.
 */
export const USED_SINCE = `
  WITH charged AS MATERIALIZED (
    SELECT c.amount, c.project, c.member, CASE WHEN e.actor_type = 'service_key' THEN e.actor_id END AS sent_by,
      (SELECT p.hold_id FROM postings p
        WHERE p.org_id = $1 AND p.seq = e.seq AND p.from_bucket = 'held' AND p.to_bucket = 'spent' LIMIT 1) AS paid_by
    FROM entries e JOIN charges c ON c.org_id = $1 AND c.id = e.cause_id
    WHERE e.org_id = $1 AND e.seq > entries_before($1, $2) AND e.cause_type = 'charge'
  ), counted_holds AS MATERIALIZED (
    SELECT id FROM (${PLACED} AND (h.state = 'open' OR h.id IN (SELECT paid_by FROM charged))) AS placed
    WHERE placed_at >= $2 AND ${isCounted("placed_by")}
  ), open AS (
    SELECT coalesce(sum(open), 0) AS held FROM hold_slices
    WHERE org_id = $1 AND hold_id IN (SELECT id FROM counted_holds)
  )
  SELECT held::bigint::text AS held, (held + coalesce((SELECT sum(amount) FROM charged
      WHERE paid_by IS NULL AND ${isCounted("sent_by")} OR paid_by IN (SELECT id FROM counted_holds)), 0))
    ::bigint::text AS used
  FROM open`;
