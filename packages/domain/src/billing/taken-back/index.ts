export {
  type GrantOfMonth,
  type GrantOfPayment,
  type TakenBackOfGrants,
  takenBackOfPlan,
  takenBackOfPurchase,
} from "./take-back.ts";
export {
  DISPUTE_STATES,
  type Dispute,
  type DisputeState,
  holdsBackCredit,
  type MoneyTaken,
  type PaidAmounts,
  REFUND_STATES,
  type Refund,
  type RefundState,
  refundable,
  type StandingPart,
  whatStands,
} from "./what-stands.ts";
