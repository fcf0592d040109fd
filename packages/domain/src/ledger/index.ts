export type * from "./answer.ts";
export { apply, putGrant } from "./apply.ts";
export { type BalanceNow, balanceAt, type Standing } from "./balance-at.ts";
export { type Bucket, MOVES, type Move } from "./buckets.ts";
export { burn, compareBurn, type Draw, hasLapsed, isSpendable } from "./burn.ts";
export { CANONICAL_FORM, canonicalEntry } from "./canonical.ts";
export type * from "./command.ts";
export {
  type CorrectionEntry,
  type Corrections,
  noCorrections,
  noteEntry,
  type Payment,
} from "./corrections.ts";
export { type CreditParts, creditParts } from "./credit-parts.ts";
export { decide } from "./decide.ts";
export type * from "./decision.ts";
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
  type Posting,
} from "./entry.ts";
export { type EstimateAsked, estimateJob, type JobEstimate } from "./estimate-job.ts";
export { type ChargeExplained, explainCharge } from "./explain-charge.ts";
export type { Id, Instant, OrgId } from "./ids.ts";
export { hasEnded, runningMs } from "./job-facts.ts";
export { type JobTerms, priceOf } from "./job-price.ts";
export { priceBook } from "./price-book.ts";
export type { CreditAhead } from "./projection.ts";
export { type Refusal, type RefusalCode, refusal } from "./refusal.ts";
export type { Facts } from "./rule.ts";
export { forecast, hourlyPrice, type Runway, runway } from "./runway.ts";
export {
  type Balance,
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
} from "./state.ts";
export type { PriceBook, PriceBooks, WorkPolicy } from "./terms.ts";
export { type Whereabouts, whereabouts } from "./whereabouts.ts";
