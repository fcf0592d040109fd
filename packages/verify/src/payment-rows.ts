/** An attempt to take a payment. Amounts are micro-USD; instants are milliseconds since 1970. */
export interface AttemptRow {
  readonly id: string;
  readonly purpose: string;
  readonly state: string;
  readonly net: bigint;
  readonly tax: bigint;
  readonly gross: bigint;
  readonly bonus: bigint | null;
  readonly customer: string;
  readonly livemode: boolean;
  readonly isSubmitted: boolean;
  readonly isEnded: boolean;
  readonly why: string | null;
  /** The gateway's name of the payment. */
  readonly payment: string | null;
  readonly grantId: string | null;
  readonly createdAt: number;
}

/** A refund of a payment. */
export interface RefundRow {
  readonly id: string;
  readonly attemptId: string;
  readonly gatewayId: string | null;
  readonly gross: bigint;
  readonly tax: bigint;
  readonly net: bigint;
  readonly state: string;
  /** The gateway's time; `null` until the gateway has it. */
  readonly at: number | null;
}

/** A dispute about a payment. */
export interface DisputeRow {
  readonly id: string;
  readonly attemptId: string;
  readonly gross: bigint;
  readonly state: string;
  readonly at: number;
}

/** What refunds and disputes of a payment take back now of a grant. */
export interface TakingRow {
  readonly grantId: string;
  readonly attemptId: string;
  readonly amount: bigint;
}

/** What an operator decided about an attempt that is parked. */
export interface DecisionRow {
  readonly attemptId: string;
  readonly decision: string;
  readonly bookedBy: string | null;
}

/** The customer of the organization at the gateway. */
export interface AccountRow {
  readonly customer: string;
  readonly livemode: boolean;
}

/** Everything about the payments of an organization, in one snapshot. */
export interface PaymentRows {
  readonly accounts: AccountRow[];
  readonly attempts: AttemptRow[];
  readonly refunds: RefundRow[];
  readonly disputes: DisputeRow[];
  readonly takings: TakingRow[];
  readonly decisions: DecisionRow[];
}

/** The rows of an organization without payments. */
export function noPaymentRows(): PaymentRows {
  return { accounts: [], attempts: [], refunds: [], disputes: [], takings: [], decisions: [] };
}
