export { type LedgerEvents, openCellsEvents, openLedgerEvents } from "./ledger-events.ts";
export { openCellsPlanEvents, openPlanEvents, type PlanArrivals, type PlanEvents } from "./plan-events.ts";
