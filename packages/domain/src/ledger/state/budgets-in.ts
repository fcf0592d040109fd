import {
  BUDGET_PERIODS,
  type Budget,
  type Budgets,
  type BudgetTerms,
  budgetName,
  type Counted,
  subjectsOf,
} from "./budget.ts";
import { windowOf } from "./budget-window.ts";
import type { Instant } from "./ids.ts";

/** The budgets that a command knows: those of the organization, and the caller's own, which it makes at `at`. */
export interface Known {
  readonly budgets: Budgets | null;
  readonly limits: readonly BudgetTerms[];
  readonly at: Instant;
}

/**
 * Lists the budgets in which something counts, the narrowest and shortest first. A budget does not count the windows
 * before the one in which it was made.
 */
export function budgetsIn({ budgets, limits, at }: Known, counted: Counted): readonly BudgetTerms[] {
  const found: BudgetTerms[] = [];
  if (budgets === null || (budgets.terms.size === 0 && limits.length === 0)) return found;
  for (const subject of subjectsOf(counted))
    for (const period of BUDGET_PERIODS) {
      const name = budgetName({ ...subject, period });
      const stored: Budget | undefined = budgets.terms.get(name);
      const terms = stored ?? limits.find((limit) => budgetName(limit) === name);
      const since = stored?.createdAt ?? at;
      if (terms !== undefined && windowOf(period, counted.at).from >= windowOf(period, since).from) found.push(terms);
    }
  return found;
}
