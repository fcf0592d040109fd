export { type Ledger, type OutcomeOf, openLedger } from "./ledger.ts";
export type { Books } from "./run-batch.ts";
