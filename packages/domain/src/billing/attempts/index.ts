export { type AfterSeen, afterSeen, PARKED_WHY, type ParkedWhy, statesTo } from "./after-seen.ts";
export {
  ATTEMPT_MOVES,
  ATTEMPT_STATES,
  type Attempt,
  type AttemptState,
  type FailedWhy,
  type PaidSeen,
  type PaymentWay,
  type Seen,
} from "./attempt.ts";
export { type DeclineCodes, whyDeclined } from "./declines.ts";
export {
  type AttemptStep,
  GIVE_UP_MS,
  nextLookUp,
  nextPageLookUp,
  nextStep,
  type OpenPage,
  RESEND_MS,
} from "./next-step.ts";
export { type PaidWith, paidWith } from "./paid-with.ts";
