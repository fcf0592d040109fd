export { afterDecline, type Breaker, type Decline, RETRY_HOURS, type Rest, restOf } from "./breaker.ts";
export { decideTopUp, type TopUpDecision, type TopUpFacts, type TopUpSettings } from "./decide-top-up.ts";
