export {
  BUDGET_MODES,
  BUDGET_PERIODS,
  BUDGET_SCOPES,
  type Budget,
  type BudgetKey,
  type BudgetMode,
  type BudgetPeriod,
  type BudgetScope,
  type BudgetSubject,
  type Budgets,
  type BudgetTerms,
  type BudgetUse,
  budgetName,
  type Counted,
  noBudgets,
  subjectsOf,
  useName,
} from "./budget.ts";
export {
  type BudgetExceeded,
  type BudgetHit,
  budgetInTheWay,
  budgetsThatWouldBeHit,
  checkBudgets,
} from "./budget-room.ts";
export { countUses, type MovedUse, movedUses } from "./count-uses.ts";
export { countedHold } from "./counted-hold.ts";
export { type BudgetWindow, windowOf } from "./window.ts";
