import { type BudgetKey, type BudgetWindow, windowOf } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { USED_SINCE } from "../../ledger/budgets/count-before.ts";

/** What a budget would count already in its present window. Micro-USD. */
export interface BudgetPreview extends BudgetWindow {
  readonly used: Micros;
  /** The part of `used` that holds still have open. */
  readonly held: Micros;
}

/**
 * Adds up what a budget would count if it were made now. It reads the entries of the window.
 * @throws OrganizationMissing
 * @source docs/rules.md#budgets
 */
export async function previewBudget(
  organizations: OrganizationsSource,
  orgId: string,
  { scope, ref, period }: BudgetKey,
): Promise<BudgetPreview> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const [head] = await query({ text: NOW, values: [orgId] });
    const window = windowOf(period, Number(head?.nowMs));
    const [row] = await query({ text: USED_SINCE, values: [orgId, new Date(window.from), scope, ref] });
    return { ...window, used: BigInt(String(row?.used)), held: BigInt(String(row?.held)) };
  });
}

const NOW = `
  SELECT instant_ms(greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp()))))::text AS "nowMs"
  FROM organizations WHERE org_id = $1`;
