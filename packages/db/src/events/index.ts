export { type LedgerEvents, openLedgerEvents } from "./ledger-events.ts";
export { openPlanEvents, type PlanEvents } from "./plan-events.ts";
