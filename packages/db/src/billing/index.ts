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
export {
  BillingAccountEntity,
  type BillingAccountRow,
  PaymentMethodEntity,
  type PaymentMethodRow,
} from "./payment-method.entities.ts";
export { DeclinedCardEntity, type DeclinedCardRow, TopUpEntity, type TopUpRow } from "./top-up.entity.ts";
