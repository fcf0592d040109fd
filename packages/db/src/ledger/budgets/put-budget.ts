import { type BudgetTerms, type Instant, windowOf } from "@scrip/domain/ledger";
import type { OrganizationsTx } from "../../connection/home-source.ts";
import { OrganizationEntity } from "../../organizations/organization.entity.ts";
import { BudgetEntity } from "../entities/budget.entity.ts";

/**
 * Makes or changes a budget of an organization. A version that is not above the stored one changes nothing, so the call
 * is safe to repeat, and an older change never overwrites a later one.
 * @param countsBefore whether the subject may have used credit without a budget: a new budget then counts what was used
 *   before in its window
 * @returns whether it changed anything
 * @source docs/rules.md#budgets
 */
export async function putBudget(
  tx: OrganizationsTx,
  orgId: string,
  terms: BudgetTerms,
  countsBefore: boolean,
): Promise<boolean> {
  // Batches of the ledger lock this row too, so no command is decided meanwhile.
  const [head]: { nowMs: string }[] = await tx.query(
    `SELECT (extract(epoch FROM greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())))) * 1000)
        ::bigint::text AS "nowMs"
      FROM organizations WHERE org_id = $1 FOR NO KEY UPDATE`,
    [orgId],
  );
  if (head === undefined) return false;
  const { scope, ref, period, cap, version } = terms;
  const place = { orgId, scope, ref, period };
  const stored = await tx.repository(BudgetEntity).findOneBy(place);
  if (stored !== null && stored.version > version) return false;
  const now = Number(head.nowMs);
  if (stored === null) await tx.repository(BudgetEntity).insert({ ...place, cap, version, createdAt: new Date(now) });
  else await tx.repository(BudgetEntity).update(place, { cap, version });
  await tx.repository(OrganizationEntity).update({ orgId, hasBudgets: false }, { hasBudgets: true });
  // A command may have made the row before this call. Counting again from the entries is right either way.
  if (countsBefore) await countAgain(tx, orgId, terms, windowOf(period, now).from);
  return stored === null || stored.version < version;
}

/** Writes the use of the window that began at `from`, as the entries make it. The organization's row is locked. */
async function countAgain(tx: OrganizationsTx, orgId: string, terms: BudgetTerms, from: Instant): Promise<void> {
  const { scope, ref, period } = terms;
  const since = new Date(from);
  await tx.query(MARK_HOLDS, [orgId, ref, since]);
  const [counted]: { used: string }[] = await tx.query(USED, [orgId, ref, since]);
  await tx.query(
    `INSERT INTO budget_uses (org_id, scope, ref, period, window_start, used) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (org_id, scope, ref, period, window_start) DO UPDATE SET used = EXCLUDED.used`,
    [orgId, scope, ref, period, since, counted?.used ?? "0"],
  );
}

/** Holds that the key placed in the window, before anything counted it. */
const MARK_HOLDS = `
  UPDATE holds h SET placed_by = $2, placed_at = e.at FROM entries e
  WHERE e.org_id = $1 AND e.seq > entries_before($1, $3) AND e.kind = 'hold_placed'
    AND e.actor_type = 'service_key' AND e.actor_id = $2
    AND h.org_id = $1 AND h.id = e.cause_id AND h.placed_by IS NULL`;

/**
 * Charges of the key that no hold pays, charges that its holds of the window pay, and what these holds have open. Entries
 * of the day are read once.
 */
const USED = `
  WITH placed AS MATERIALIZED (
    SELECT id FROM holds WHERE org_id = $1 AND placed_by = $2 AND placed_at >= $3
  ), charged AS MATERIALIZED (
    SELECT e.seq, e.actor_type, e.actor_id, c.amount,
      (SELECT p.hold_id FROM postings p
        WHERE p.org_id = $1 AND p.seq = e.seq AND p.from_bucket = 'held' AND p.to_bucket = 'spent' LIMIT 1) AS paid_by
    FROM entries e JOIN charges c ON c.org_id = $1 AND c.id = e.cause_id
    WHERE e.org_id = $1 AND e.seq > entries_before($1, $3) AND e.cause_type = 'charge'
  )
  SELECT (coalesce((SELECT sum(amount) FROM charged
        WHERE paid_by IS NULL AND actor_type = 'service_key' AND actor_id = $2
          OR paid_by IN (SELECT id FROM placed)), 0)
      + coalesce((SELECT sum(open) FROM hold_slices WHERE org_id = $1 AND hold_id IN (SELECT id FROM placed)), 0))
    ::bigint::text AS used`;
