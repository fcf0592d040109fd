import {
  BUDGET_PERIODS,
  BUDGET_SCOPES,
  type BudgetKey,
  type BudgetMode,
  type BudgetWindow,
  type Instant,
  windowOf,
} from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A budget with its present window. Amounts in micro-USD. */
export interface ListedBudget extends BudgetKey, BudgetWindow {
  readonly cap: Micros;
  readonly mode: BudgetMode;
  /** Use is counted from the window of this time on. */
  readonly since: Instant;
  readonly used: Micros;
  /** The part of `used` that holds still have open. */
  readonly held: Micros;
}

interface BudgetJson extends BudgetKey {
  readonly cap: string;
  readonly mode: BudgetMode;
  readonly since: Instant;
  readonly used: Readonly<Record<string, string>>;
}

/** The open credit of the holds of one day, key, project and member. */
interface OpenJson {
  readonly at: Instant;
  readonly key: string | null;
  readonly project: string | null;
  readonly member: string | null;
  readonly open: string;
}

/**
 * Lists the budgets of an organization that have a cap, the narrowest and shortest first.
 * @throws OrganizationMissing
 * @source docs/rules.md#budgets
 */
export async function listBudgets(organizations: OrganizationsSource, orgId: string): Promise<ListedBudget[]> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const [row] = await query({ text: LIST, values: [orgId] });
    if (row === undefined) throw new Error("the budgets came without a row");
    const { now, budgets, open } = row.found as { now: Instant; budgets: BudgetJson[]; open: OpenJson[] };
    return budgets.map((budget) => listed(budget, open, now)).toSorted(compareBudgets);
  });
}

function listed(
  { scope, ref, period, cap, mode, since, used }: BudgetJson,
  open: OpenJson[],
  now: Instant,
): ListedBudget {
  const { from, until } = windowOf(period, now);
  let held = 0n;
  for (const { at, key, project, member, open: amount } of open)
    if (at >= from && { key, member, project, organization: "" }[scope] === ref) held += BigInt(amount);
  const window = { from, until, used: BigInt(used[String(from)] ?? "0"), held };
  return { scope, ref, period, cap: BigInt(cap), mode, since, ...window };
}

function compareBudgets(a: BudgetKey, b: BudgetKey): number {
  const byScope = BUDGET_SCOPES.indexOf(a.scope) - BUDGET_SCOPES.indexOf(b.scope);
  if (byScope !== 0) return byScope;
  if (a.ref !== b.ref) return a.ref < b.ref ? -1 : 1;
  return BUDGET_PERIODS.indexOf(a.period) - BUDGET_PERIODS.indexOf(b.period);
}

/** The newest use of each budget is that of the present window, or of an earlier one. */
const LIST = `
  SELECT json_build_object(
    'now', (SELECT instant_ms(greatest(at, coalesce(clock_at, clock_timestamp()))) FROM organizations WHERE org_id = $1),
    'budgets', coalesce((
      SELECT json_agg(json_build_object('scope', scope, 'ref', ref, 'period', period, 'cap', cap::text, 'mode', mode,
        'since', instant_ms(created_at), 'used', coalesce((
          SELECT json_object_agg(instant_ms(u.window_start)::text, u.used::text) FROM (
            SELECT window_start, used FROM budget_uses u
            WHERE u.org_id = $1 AND u.scope = b.scope AND u.ref = b.ref AND u.period = b.period
            ORDER BY window_start DESC LIMIT 1) AS u), '{}')))
      FROM budgets b WHERE org_id = $1 AND cap IS NOT NULL), '[]'),
    'open', coalesce((
      SELECT json_agg(json_build_object('at', instant_ms(day), 'key', placed_by, 'project', project, 'member', member,
        'open', open::text))
      FROM (
        SELECT date_trunc('day', h.placed_at, 'UTC') AS day, h.placed_by, j.project, j.member, sum(s.open) AS open
        FROM holds h
          JOIN hold_slices s ON s.org_id = $1 AND s.hold_id = h.id
          LEFT JOIN jobs j ON j.org_id = $1 AND j.id = h.job_id
        WHERE h.org_id = $1 AND h.state = 'open' AND h.placed_at IS NOT NULL
        GROUP BY 1, 2, 3, 4) AS holds), '[]')) AS found`;
