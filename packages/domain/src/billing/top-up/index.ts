export { afterDecline, type Breaker, type Decline, RETRY_HOURS, type Rest, restOf } from "./breaker.ts";
export { checkTopUp, type OutOfRange, type TopUpField } from "./check-settings.ts";
export { decideTopUp, type TopUpDecision, type TopUpFacts, type TopUpSettings } from "./decide-top-up.ts";
export { capWindows, reviewTopUp, type TopUpReview, type TopUpState } from "./review-top-up.ts";
export { type TopUpNews, topUpNews } from "./top-up-news.ts";
