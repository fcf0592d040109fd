export { type LedgerEvents, openCellsEvents, openLedgerEvents } from "./ledger-events.ts";
export { openCellsPlanEvents, openPlanEvents, type PlanEvents } from "./plan-events.ts";
