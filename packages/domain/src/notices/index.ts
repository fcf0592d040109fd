export { type AlertSettings, DEFAULT_ALERTS, MOST_EXPIRY_DAYS, MOST_RUNWAY_HOURS } from "./alert-settings.ts";
export {
  BALANCE_STATES,
  type BalanceAlertKind,
  type BalanceFacts,
  type BalanceState,
  balanceAlert,
  balanceStateAfter,
  enoughFrom,
  restoredFrom,
} from "./balance-alert.ts";
export { BUDGET_LEVELS, type BudgetLevel, budgetLevel } from "./budget-level.ts";
export { isRunwayShort } from "./runway-alert.ts";
