export { type Advanced, advanceClock, type ClockProblem, createClock } from "./advance-clock.ts";
export { bookStore } from "./book-store.ts";
export { InvariantError, isTransient, TransientError } from "./errors.ts";
export { type Ledger, type LedgerOptions, openLedger, type OutcomeOf } from "./ledger.ts";
export { type ListedEntry, type ListedPosting, listEntries } from "./list-entries.ts";
export { openReadPool } from "./read-pool.ts";
export type { Query } from "./query.ts";
export type { Books, Look } from "./run-batch.ts";
export { type Swept, sweepDue } from "./sweep-due.ts";
