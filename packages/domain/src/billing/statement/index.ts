export type { Booked, Work } from "./booked.ts";
export { foldJobs } from "./fold-jobs.ts";
export { type MonthSpan, monthAt, monthSpan, monthsBetween, spanOf } from "./month.ts";
export { STATEMENT_PARTS, type StatementPart } from "./part-of.ts";
export {
  addUp,
  makeStatement,
  type Statement,
  type StatementAmounts,
  type StatementBalance,
  type StatementHolds,
  type StatementLine,
  sumOfPart,
  worthOf,
} from "./statement.ts";
export {
  hasLateWork,
  type StatementContent,
  type StatementDocument,
  type StatementEntries,
  spanOfStatement,
} from "./statement-document.ts";
export { STATEMENT_PART_WORDS } from "./words.ts";
