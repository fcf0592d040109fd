import type { PaymentAttemptRow } from "@scrip/db/billing";
import { InvariantError } from "@scrip/db/connection";
import type { Id } from "@scrip/domain/ledger";

/** The period that an attempt pays for. */
export interface PlanPeriod {
  /** The subscription, or the request that starts it. */
  readonly subscriptionId: Id;
  /** The number of its first month; 0 is the start. */
  readonly month: number;
  /** Counts the tries of this payment from 1. */
  readonly try: number;
  /** Whether an operator accepted the payment after it was parked. */
  readonly isAccepted: boolean;
}

/** An attempt that books an accepted payment has the try of the parked one and this. No payment is tried so often. */
const ACCEPTED = 1000;

/** The period of an attempt to pay for a plan. */
export function periodOf({ id, subscriptionId, month, try: count }: PaymentAttemptRow): PlanPeriod {
  if (subscriptionId === null || month === null || count === null)
    throw new InvariantError(`the attempt ${id} pays for no plan`);
  return { subscriptionId, month, try: count % ACCEPTED, isAccepted: count > ACCEPTED };
}

/** The try of the attempt that books the payment of a parked attempt; `null` for a payment of credit. */
export function tryOfAccepted({ try: count }: Pick<PaymentAttemptRow, "try">): number | null {
  return count === null ? null : count + ACCEPTED;
}
