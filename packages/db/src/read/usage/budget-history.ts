import { type BudgetKey, type BudgetWindow, type Instant, windowOf } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A window of a budget in which something counted. */
export interface UsedWindow extends BudgetWindow {
  /** Micro-USD. */
  readonly used: Micros;
}

/** A page of windows, and where the next one begins. */
export interface UsedWindows {
  readonly windows: readonly UsedWindow[];
  /** The `before` of the next page; `null` on the last page. */
  readonly next: Instant | null;
}

/**
 * Lists the windows of a budget in which something counted, the newest first.
 * @param page windows that began before an instant; without one, the newest
 * @returns `null` if there is no such budget
 * @throws OrganizationMissing
 * @source docs/rules.md#budgets
 */
export async function budgetHistory(
  organizations: OrganizationsSource,
  orgId: string,
  { scope, ref, period }: BudgetKey,
  page: { readonly before: Instant | null; readonly limit: number },
): Promise<UsedWindows | null> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const key = [orgId, scope, ref, period];
    const [budget] = await query({ text: BUDGET, values: key });
    if (budget === undefined) return null;
    const before = page.before === null ? null : new Date(page.before);
    const rows = await query({ text: WINDOWS, values: [...key, before, page.limit + 1] });
    const all = rows as unknown as { readonly fromMs: string; readonly used: string }[];
    const windows = all.slice(0, page.limit).map(({ fromMs, used }) => ({
      ...windowOf(period, Number(fromMs)),
      used: BigInt(used),
    }));
    return { windows, next: all.length > page.limit ? (windows.at(-1)?.from ?? null) : null };
  });
}

const BUDGET = "SELECT FROM budgets WHERE org_id = $1 AND scope = $2 AND ref = $3 AND period = $4";
const WINDOWS = `
  SELECT instant_ms(window_start)::text AS "fromMs", used::text AS used FROM budget_uses
  WHERE org_id = $1 AND scope = $2 AND ref = $3 AND period = $4 AND ($5::timestamptz IS NULL OR window_start < $5)
  ORDER BY window_start DESC LIMIT $6`;
