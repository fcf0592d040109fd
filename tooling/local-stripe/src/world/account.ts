/** The settings that Stripe keeps in its dashboard. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  /** Days after the first failure at which an invoice of a subscription is charged again. */
  readonly retryDays: readonly number[];
  /** What becomes of a subscription whose last attempt failed. */
  readonly afterLastRetry: "past_due" | "canceled" | "unpaid";
  /** Days until a delayed payment succeeds or fails. */
  readonly delayedPaymentDays: number;
}

export const DEFAULT_ACCOUNT: Account = {
  id: "acct_local0000000000",
  name: "Local Stripe",
  country: "US",
  retryDays: [],
  afterLastRetry: "past_due",
  delayedPaymentDays: 4,
};
