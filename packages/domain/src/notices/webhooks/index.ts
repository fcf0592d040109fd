export { type AfterAttempt, afterAttempt, type TriedDelivery, type TryOutcome } from "./after-attempt.ts";
export {
  askedPause,
  FAILING_TOO_LONG_MS,
  type FailedTry,
  isFailingTooLong,
  LONGEST_ASKED_PAUSE_MS,
  nextTry,
  RETRY_PAUSES_MS,
} from "./retry.ts";
export {
  ATTEMPT_PROBLEMS,
  type AttemptProblem,
  DELIVERY_STATES,
  type DeliveryState,
  KEEP_DELIVERIES_MS,
  MOST_WEBHOOKS,
  OFF_REASONS,
  type OffReason,
  ROTATION_MS,
} from "./webhook.ts";
