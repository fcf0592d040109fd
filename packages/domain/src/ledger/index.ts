export { type BudgetLabels, budgetLabelsOf } from "./commands/budget-labels.ts";
export type * from "./commands/command.ts";
export { decide } from "./commands/decide.ts";
export { needsOf } from "./commands/rules.ts";
export { type ChargeExplained, explainCharge } from "./jobs/explain-charge.ts";
export { CLOCK_TOLERANCE_MS, hasEnded, runningMs } from "./jobs/job-facts.ts";
export { finalPriceOf, type JobTerms, priceCanFall, priceOf } from "./jobs/job-price.ts";
export { type BalanceNow, balanceAt, balanceNow, type CreditState } from "./outlook/balance-at.ts";
export { type CreditParts, creditParts } from "./outlook/credit-parts.ts";
export { type EstimateRequest, estimateJob, type JobEstimate } from "./outlook/estimate-job.ts";
export { type FreeCredit, freeCredit, lapsedAt, lapsingBetween } from "./outlook/free-credit.ts";
export type { Halt, PlannedJob } from "./outlook/planned-run.ts";
export type { CreditAhead, Lapse } from "./outlook/projection.ts";
export {
  endOfOutlook,
  forecast,
  hourlyPrice,
  lapsesUntil,
  lastOfOutlook,
  type Runway,
  runway,
  usageUntil,
} from "./outlook/runway.ts";
export { isWorthNoting, NOTE_EVERY_MS, NOTES_KEPT_MS, type RunwayNote } from "./outlook/runway-note.ts";
export { type Cheaper, type WhatIf, type WhatIfRequest, whatIf } from "./outlook/what-if.ts";
export type { LedgerRefusal, LedgerRefusalCode } from "./refusals.ts";
export type * from "./state/answer.ts";
export { apply, putDebt, putGrant } from "./state/apply.ts";
export { type Bucket, MOVES, type Move } from "./state/buckets.ts";
export {
  BUDGET_MODES,
  BUDGET_PERIODS,
  BUDGET_SCOPES,
  type Budget,
  type BudgetKey,
  type BudgetMode,
  type BudgetPeriod,
  type BudgetScope,
  type BudgetSubject,
  type Budgets,
  type BudgetTerms,
  type BudgetUse,
  type BudgetWindowKey,
  budgetName,
  type Counted,
  noBudgets,
  subjectsOf,
  useName,
} from "./state/budget.ts";
export type { BudgetExceeded } from "./state/budget-room.ts";
export { type BudgetWindow, windowOf } from "./state/budget-window.ts";
export { burn, compareBurn, type Draw, hasLapsed, isSpendable } from "./state/burn.ts";
export { callersKey } from "./state/business-key.ts";
export { CANONICAL_FORMS, type CanonicalForm, canonicalEntry, type Recorded } from "./state/canonical.ts";
export {
  type CorrectionEntry,
  type Corrections,
  noCorrections,
  noteEntry,
  type Payment,
} from "./state/corrections.ts";
export { countedHold } from "./state/counted-hold.ts";
export type * from "./state/decision.ts";
export {
  type Actor,
  type Cause,
  type Charge,
  type ChargeFlag,
  causeId,
  type DebtTerms,
  type Entry,
  type EntryKind,
  type HoldTerms,
  type JobStart,
  METER_KINDS,
  type Metered,
  type MeterKind,
  type Posting,
} from "./state/entry.ts";
export type { Id, Instant, OrgId } from "./state/ids.ts";
export type { LedgerAlert } from "./state/ledger-alert.ts";
export { accruedBy, type Meters, noMeters, putEndpoint } from "./state/meters.ts";
export { accruedInMonths, byMonth } from "./state/months.ts";
export { MoreNeeded } from "./state/more-needed.ts";
export type * from "./state/plan.ts";
export { bookAt, priceBook } from "./state/price-book.ts";
export type { RuleContext } from "./state/rule.ts";
export {
  type Balance,
  type BurnKey,
  copyOf,
  type Debt,
  emptyLedger,
  type Grant,
  type GrantKind,
  type GrantSource,
  type GrantTerms,
  type Hold,
  type HoldState,
  type Job,
  type JobMode,
  type JobState,
  type OrgLedger,
  openOf,
  type RefundOf,
  type ScheduledGrant,
  type Slice,
  type Unread,
} from "./state/state.ts";
export type { PriceBook, PriceBooks, WorkPolicy } from "./state/terms.ts";
export { noUsage, type PastPrices, type UsageChain, type UsageFacts } from "./state/usage.ts";
export { type Whereabouts, whereabouts } from "./state/whereabouts.ts";
