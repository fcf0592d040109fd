export {
  type Finding,
  type Head,
  type VerifyOptions,
  type VerifyProgress,
  type VerifyResult,
  verifyLedger,
} from "../../../verify/src/index.ts";
export * from "../../../verify/src/signed-heads/index.ts";
export { bookStore } from "../catalog/book-store.ts";
export { type CrashAt, crashAt, parseCrashAt } from "../connection/crash-points.ts";
export { InvariantError, isTransient, TransientError, unavailable } from "../connection/errors.ts";
export type { Query } from "../connection/query.ts";
export { openReadPool } from "../connection/read-pool.ts";
export { type Advanced, advanceClock, type ClockProblem, createClock } from "../due/advance-clock.ts";
export { type DueFigures, dueFigures, type NextDue, nextDue } from "../due/due-figures.ts";
export type { DueWork } from "../due/due-work.ts";
export { listParkedDue, type ParkedDue, unparkDue } from "../due/park-due.ts";
export { type DueDeps, type FailedDue, type RanDue, runDue } from "../due/run-due.ts";
export { sweepDue } from "../due/sweep-due.ts";
export type { AnnounceCounts } from "../events/announce.ts";
export type { Moved } from "../events/announcement.ts";
export { type Changes, type ChangesCounts, openChanges } from "../events/changes.ts";
export { type ListedEntry, type ListedPosting, listEntries } from "../read/entries/list-entries.ts";
export { type Ledger, type LedgerOptions, type OutcomeOf, openLedger } from "./ledger.ts";
export type { Books, Look } from "./run-batch.ts";
