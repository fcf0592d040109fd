export { anchorOf } from "./anchor.ts";
export {
  askCancel,
  askChange,
  askSubscribe,
  askUndo,
  type Changed,
  type PlanRefusal,
  type PlanRequest,
} from "./ask.ts";
export { changedDue, dueOfSubscription, nextTryOfCredit, type PlanDue } from "./due-work.ts";
export { holdCredit, releaseCredit } from "./held-credit.ts";
export { atPeriodEnd, endSubscription, type PeriodEnd, renew, type Start, startSubscription } from "./life.ts";
export { creditDueAt, credited, type MonthGrant, monthGrant, nextMonthKey } from "./monthly-credit.ts";
export { type PlanNews, type PlanStanding, planNews } from "./news.ts";
export { failed, lookAgain, nextStartLook, nextTry, paid, RETRY_DAYS, tryNow } from "./payment.ts";
export {
  PLAN_EVENTS,
  PLAN_STATES,
  PLAN_TRANSITIONS,
  type PlanEvent,
  type PlanState,
  type PlanTransition,
} from "./states.ts";
export {
  type EndReason,
  INTERVALS,
  type Interval,
  isPastDue,
  MONTHS_OF,
  type MonthlyCredit,
  type PaidBy,
  type Period,
  type PlanFacts,
  planState,
  type Scheduled,
  type Subscription,
} from "./subscription.ts";
export { type TakenOver, takeOver } from "./take-over.ts";
export { type PlanTerms, planTerms } from "./terms.ts";
