export { type AttemptDecision, AttemptDecisionEntity, type AttemptDecisionRow } from "./attempt-decision.entity.ts";
export { decisionAbout, insertDecision, undoDecision } from "./attempt-decisions.ts";
export {
  type AttemptChanges,
  attemptById,
  attemptByKey,
  attemptByPage,
  attemptByPayment,
  hasParkedTopUp,
  insertAttempt,
  moveAttempt,
  type NewAttempt,
  openAttempts,
  toAttempt,
} from "./attempts.ts";
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
export { DocumentEntity, DocumentFileEntity, type DocumentRow } from "./document.entities.ts";
export { claimNumber, markNumber, type NumberTerms, numberOf } from "./document-numbers.ts";
export { DocumentNumberEntity, DocumentSeriesEntity } from "./document-series.entities.ts";
export {
  type DocumentsOfRefund,
  documentById,
  documentFile,
  documentsOfRefund,
  firstDocument,
  insertDocument,
  insertDocumentFile,
  lastStatement,
  monthsWithEntries,
  receiptOf,
} from "./documents.ts";
export {
  GatewayCustomerEntity,
  GatewayEventEntity,
  type GatewayEventRow,
  GatewayPaymentEntity,
} from "./gateway.entities.ts";
export { insertGatewayEvents } from "./gateway-events.ts";
export {
  attemptOfPayment,
  claimCustomer,
  claimPayment,
  customerOf,
  endEvent,
  organizationOfCustomer,
  putOffEvent,
} from "./gateway-registry.ts";
export {
  PaymentDisputeEntity,
  type PaymentDisputeRow,
  PaymentRefundEntity,
  type PaymentRefundRow,
  PaymentTakingEntity,
  type PaymentTakingRow,
} from "./money-taken.entities.ts";
export {
  disputesOf,
  grantsUnder,
  insertDispute,
  insertRefund,
  moveDispute,
  moveRefund,
  type NewRefund,
  type PaidPeriod,
  periodPaidBy,
  putTaking,
  type RefundChanges,
  refundById,
  refundsOf,
  takingsOf,
  toRefund,
} from "./money-taken.ts";

export { PaymentAttemptEntity, type PaymentAttemptRow, type PaymentPurpose } from "./payment-attempt.entity.ts";
export {
  BillingAccountEntity,
  type BillingAccountRow,
  PaymentMethodEntity,
  type PaymentMethodRow,
} from "./payment-method.entities.ts";
export { defaultMethodOf, noteToldExpiry, paymentMethodsOf, writeMethods } from "./payment-methods.ts";
export type { FindingJson, ReconciliationRow, ReconciliationWhy } from "./reconciliation.entity.ts";
export {
  beginReconciliation,
  endReconciliation,
  lastReconciliation,
  noteProgress,
  type Progress,
} from "./reconciliations.ts";
export { SellerEntity } from "./seller.entity.ts";
export { saveSeller, sellerOf } from "./seller.ts";
export { DeclinedCardEntity, type DeclinedCardRow, TopUpEntity, type TopUpRow } from "./top-up.entity.ts";
export {
  armTopUp,
  boughtAutomatically,
  declinedCard,
  forgetDeclinedCard,
  saveDeclinedCard,
  saveTopUp,
  spendableOf,
  topUpOf,
} from "./top-ups.ts";
