export { billingDetailsOf, saveBillingDetails } from "./billing-details.ts";
export type { ChargingRow } from "./charging.entity.ts";
export {
  countMark,
  endPause,
  endRestore,
  lockCharging,
  readCharging,
  serversOf,
  writePause,
  writeRestore,
} from "./charging.ts";
export { GatewayCustomerEntity, GatewayEventEntity, GatewayPaymentEntity } from "./gateway.entities.ts";
export {
  PaymentAttemptEntity,
  type PaymentAttemptRow,
  type PaymentPurpose,
  type PaymentWay,
} from "./payment-attempt.entity.ts";
export { BillingAccountEntity, PaymentMethodEntity } from "./payment-method.entities.ts";
export type { FindingJson, ReconciliationRow, ReconciliationWhy } from "./reconciliation.entity.ts";
export {
  beginReconciliation,
  endReconciliation,
  lastReconciliation,
  noteProgress,
  type Progress,
} from "./reconciliations.ts";
