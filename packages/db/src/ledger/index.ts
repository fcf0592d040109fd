export {
  type Finding,
  type Head,
  type VerifyOptions,
  type VerifyProgress,
  type VerifyResult,
  verifyLedger,
} from "../../../verify/src/index.ts";
export * from "../../../verify/src/signed-heads/index.ts";
export { type Advanced, advanceClock, type ClockProblem, createClock } from "./advance-clock.ts";
export type { AnnounceCounts } from "./announce.ts";
export type { Moved } from "./announcement.ts";
export { bookStore } from "./book-store.ts";
export { type Changes, type ChangesCounts, openChanges } from "./changes.ts";
export { type CrashAt, crashAt, parseCrashAt } from "./crash-points.ts";
export { type DueFigures, dueFigures, type NextDue, nextDue } from "./due-figures.ts";
export type { DueWork } from "./due-work.ts";
export { InvariantError, isTransient, TransientError, unavailable } from "./errors.ts";
export { type Ledger, type LedgerOptions, type OutcomeOf, openLedger } from "./ledger.ts";
export { type ListedEntry, type ListedPosting, listEntries } from "./list-entries.ts";
export { listParkedDue, type ParkedDue, unparkDue } from "./park-due.ts";
export type { Query } from "./query.ts";
export { openReadPool } from "./read-pool.ts";
export type { Books, Look } from "./run-batch.ts";
export { type DueDeps, type FailedDue, type RanDue, runDue } from "./run-due.ts";
export { sweepDue } from "./sweep-due.ts";
