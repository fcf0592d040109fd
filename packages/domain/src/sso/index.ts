export {
  type Arrival,
  type ArrivalAccount,
  type ArrivalOutcome,
  type ArrivalProblem,
  judgeArrival,
} from "./arrival.ts";
export { domainOfEmail } from "./email-domain.ts";
export { isFreeMail } from "./free-mail.ts";
export {
  CHECK_EVERY_MS,
  challengeName,
  type DomainState,
  domainState,
  judgeProof,
  LOST_FOR_MS,
  type LookedUp,
  MOST_DOMAINS,
  type Proof,
  type ProofChange,
} from "./proof.ts";
