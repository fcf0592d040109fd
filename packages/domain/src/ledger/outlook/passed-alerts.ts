import { BUDGET_PERIODS, BUDGET_SCOPES, type Budget, type Budgets, type BudgetUse } from "../state/budget.ts";
import { type BudgetExceeded, exceeded } from "../state/budget-room.ts";
import type { OrgId } from "../state/ids.ts";

/**
 * Lists the alert budgets whose caps a trial passes, each in its first window, the narrowest first. `used` is what was used
 * before the trial, `asked` what the trial adds.
 * @source docs/rules.md#what-if
 */
export function passedAlerts(orgId: OrgId, before: Budgets | null, after: Budgets | null): readonly BudgetExceeded[] {
  if (after === null) return [];
  const budgets = [...after.terms.values()].filter(({ mode }) => mode === "alert").toSorted(compareBudgets);
  return budgets.flatMap((terms) => {
    const { cap } = terms;
    if (cap === null) return [];
    for (const [name, { from, used }] of usesOf(after, terms)) {
      const earlier = before?.uses.get(name)?.used ?? 0n;
      if (used > cap && used > earlier) return [exceeded(orgId, used - earlier, { terms, from, cap, used: earlier })];
    }
    return [];
  });
}

/** The uses of a budget, the earliest window first. */
function usesOf({ uses }: Budgets, { scope, ref, period }: Budget): [name: string, use: BudgetUse][] {
  const own = [...uses].filter(([, use]) => use.scope === scope && use.ref === ref && use.period === period);
  return own.sort(([, a], [, b]) => a.from - b.from);
}

function compareBudgets(a: Budget, b: Budget): number {
  const byScope = BUDGET_SCOPES.indexOf(a.scope) - BUDGET_SCOPES.indexOf(b.scope);
  return byScope || BUDGET_PERIODS.indexOf(a.period) - BUDGET_PERIODS.indexOf(b.period);
}
