import { type BudgetKey, type BudgetTerms, type Instant, windowOf } from "@scrip/domain/ledger";
import type { OrganizationsTx } from "../../connection/home-source.ts";
import { OrganizationEntity } from "../../organizations/organization.entity.ts";
import { BudgetEntity, type BudgetRow } from "../entities/budget.entity.ts";
import { countBefore, markOpenHolds } from "./count-before.ts";

/**
 * Makes or changes a budget whose terms are copied from elsewhere, such as the ceiling of a service key. A version that is
 * not above the stored one changes nothing, so the call is safe to repeat, and an older change never overwrites a later
 * one.
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
  const now = await lockTime(tx, orgId);
  if (now === null) return false;
  const stored = await findBudget(tx, orgId, terms);
  if (stored !== null && stored.version > terms.version) return false;
  await write(tx, orgId, terms, { isNew: stored === null, now });
  // A command may have made the row before this call. Counting again from the entries is right either way.
  if (countsBefore) await countAgain(tx, orgId, terms, now);
  return stored === null || stored.version < terms.version;
}

/**
 * Makes or changes a budget of the organization. One that is new counts what was used before in its window.
 * @returns the terms before; `null` if there was no budget
 * @throws Error if there is no such organization
 * @source docs/rules.md#budgets
 */
export async function setBudget(
  tx: OrganizationsTx,
  orgId: string,
  terms: Omit<BudgetTerms, "version">,
): Promise<BudgetRow | null> {
  const now = await lockTime(tx, orgId);
  if (now === null) throw new Error(`there is no organization ${orgId}`);
  const stored = await findBudget(tx, orgId, terms);
  const version = (stored?.version ?? 0) + 1;
  await write(tx, orgId, { ...terms, version }, { isNew: stored === null, now });
  if (stored === null) await countAgain(tx, orgId, terms, now);
  return stored;
}

/**
 * Takes the cap of a budget away. It is counted on, so that a later one is exact.
 * @returns whether there was a cap
 * @source docs/rules.md#budgets
 */
export async function removeBudget(tx: OrganizationsTx, orgId: string, key: BudgetKey): Promise<boolean> {
  const now = await lockTime(tx, orgId);
  const stored = now === null ? null : await findBudget(tx, orgId, key);
  if (now === null || stored === null || stored.cap === null) return false;
  await write(tx, orgId, { ...key, cap: null, mode: stored.mode, version: stored.version + 1 }, { isNew: false, now });
  return true;
}

/** Locks the row of an organization, as batches of the ledger do, so that no command is decided meanwhile. */
async function lockTime(tx: OrganizationsTx, orgId: string): Promise<Instant | null> {
  const [head]: { nowMs: string }[] = await tx.query(
    `SELECT (extract(epoch FROM greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())))) * 1000)
        ::bigint::text AS "nowMs"
      FROM organizations WHERE org_id = $1 FOR NO KEY UPDATE`,
    [orgId],
  );
  return head === undefined ? null : Number(head.nowMs);
}

function findBudget(tx: OrganizationsTx, orgId: string, key: BudgetKey): Promise<BudgetRow | null> {
  const { scope, ref, period } = key;
  return tx.repository(BudgetEntity).findOneBy({ orgId, scope, ref, period });
}

async function write(
  tx: OrganizationsTx,
  orgId: string,
  { scope, ref, period, cap, mode, version }: BudgetTerms,
  { isNew, now }: { readonly isNew: boolean; readonly now: Instant },
): Promise<void> {
  const place = { orgId, scope, ref, period };
  const terms = { cap, mode, version };
  if (isNew) await tx.repository(BudgetEntity).insert({ ...place, ...terms, createdAt: new Date(now) });
  else {
    await tx.repository(BudgetEntity).update(place, terms);
    await tx.query(LOWER_LEVELS, [orgId, scope, ref, period, cap === null ? null : String(cap)]);
  }
  await tx.repository(OrganizationEntity).update({ orgId, hasBudgets: false }, { hasBudgets: true });
}

/** With a higher cap, people are notified again of a level that the use of a window no longer reaches. */
const LOWER_LEVELS = `
  UPDATE budget_uses SET level = least(level, CASE WHEN coalesce($5::numeric, 0) = 0 THEN 0 WHEN used >= $5::numeric THEN 100
      WHEN used >= $5::numeric * 0.8 THEN 80 WHEN used >= $5::numeric * 0.5 THEN 50 ELSE 0 END)
  WHERE org_id = $1 AND scope = $2 AND ref = $3 AND period = $4 AND level > 0`;

/** Writes the use of the present window, as the entries make it. The organization's row is locked. */
async function countAgain(tx: OrganizationsTx, orgId: string, key: BudgetKey, now: Instant): Promise<void> {
  const { scope, ref, period } = key;
  const { from } = windowOf(period, now);
  await markOpenHolds(tx, orgId);
  const used = await countBefore(tx, orgId, key, from);
  await tx.query(
    `INSERT INTO budget_uses (org_id, scope, ref, period, window_start, used) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (org_id, scope, ref, period, window_start) DO UPDATE SET used = EXCLUDED.used`,
    [orgId, scope, ref, period, new Date(from), String(used)],
  );
}
