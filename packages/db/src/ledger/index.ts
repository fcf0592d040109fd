export { type Advanced, advanceClock, type ClockProblem, createClock } from "./advance-clock.ts";
export { bookStore } from "./book-store.ts";
export { InvariantError, isTransient, TransientError, unavailable } from "./errors.ts";
export { type Ledger, type LedgerOptions, type OutcomeOf, openLedger } from "./ledger.ts";
export { type ListedEntry, type ListedPosting, listEntries } from "./list-entries.ts";
export type { Query } from "./query.ts";
export { openReadPool } from "./read-pool.ts";
export type { Books, Look } from "./run-batch.ts";
export { type Swept, sweepDue } from "./sweep-due.ts";
export {
  type Finding,
  type VerifyOptions,
  type VerifyProgress,
  type VerifyResult,
  verifyLedger,
} from "./verify/index.ts";
