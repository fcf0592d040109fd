export {
  type AttemptChanges,
  attemptById,
  attemptByKey,
  attemptByPage,
  attemptByPayment,
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
export { DocumentEntity, DocumentFileEntity } from "./document.entities.ts";
export { DocumentNumberEntity, DocumentSeriesEntity } from "./document-series.entities.ts";
export { GatewayCustomerEntity, GatewayEventEntity, GatewayPaymentEntity } from "./gateway.entities.ts";
export {
  attemptOfPayment,
  claimCustomer,
  claimPayment,
  customerOf,
  endEvent,
  organizationOfCustomer,
} from "./gateway-registry.ts";
export { PaymentAttemptEntity, type PaymentAttemptRow, type PaymentPurpose } from "./payment-attempt.entity.ts";
export {
  BillingAccountEntity,
  type BillingAccountRow,
  PaymentMethodEntity,
  type PaymentMethodRow,
} from "./payment-method.entities.ts";
export { defaultMethodOf, noteToldExpiry, paymentMethodsOf, writeMethods } from "./payment-methods.ts";
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
