export { PAYMENT_STATUSES, type PaymentFacts, type PaymentStatus, paymentStatus } from "./payment-status.ts";
export { PAYMENT_STATUS_WORDS, paymentWords } from "./words.ts";
