export { ContractEntity } from "./contract.entity.ts";
export {
  type ContractOrigin,
  getContract,
  insertContract,
  listContracts,
  runningContract,
  saveContract,
} from "./contracts.ts";
export { deleteNotice, getNotice, insertNotice } from "./plan-notices.ts";
export { type PlanOperation, PlanRequestEntity, type PlanRequestRow } from "./plan-request.entity.ts";
export { insertSubscription, listPaidPeriods, openSubscription, saveSubscription } from "./subscriptions.ts";
