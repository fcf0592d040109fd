export type { BalanceRead } from "./balances.ts";
export { putBudget, removeBudget, setBudget } from "./budgets/put-budget.ts";
export { keyUsesToday } from "./budgets/uses-today.ts";
export type { LedgerFigures } from "./group-commit.ts";
export { type Ledger, type OutcomeOf, openLedger } from "./ledger.ts";
export type { LedgerSnapshot } from "./peek.ts";
export type { Books } from "./run-batch.ts";
export { deleteRunwayNotes, writeRunwayNote } from "./runway/runway-history.ts";
export type { RanAhead } from "./settle-ahead.ts";
