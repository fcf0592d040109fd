export { ContractEntity } from "./contract.entity.ts";
export {
  type ContractOrigin,
  getContract,
  insertContract,
  listContracts,
  runningContract,
  saveContract,
} from "./contracts.ts";
export { type PlanOperation, PlanRequestEntity, type PlanRequestRow } from "./plan-request.entity.ts";
export { SubscriptionLinkEntity, type SubscriptionLinkRow } from "./subscription-link.entity.ts";
export { getLink, lastLink, linkSubscription, noteTold, openLink } from "./subscription-links.ts";
export { insertSubscription, lastEndOf, listPaidPeriods, openSubscription, saveSubscription } from "./subscriptions.ts";
