/** The unit in which each kind of work is metered. Kinds with different units never share a resource. */
export const UNIT_OF_KIND = {
  training: "hour",
  endpoint: "hour",
  storage: "gb-month",
  network: "gb",
  export: "each",
} as const;

/** A kind of work that a resource can be used for. Each kind has its own policy. */
export type KindOfWork = keyof typeof UNIT_OF_KIND;

/** The unit of a rate: an hour, a GB (10^9 bytes) stored for a calendar month, a GB, or one piece. */
export type Unit = (typeof UNIT_OF_KIND)[KindOfWork];

/** The kinds of work metered in one unit, such as `training` and `endpoint` by the hour. */
export type KindMeteredIn<U extends Unit> = {
  [K in KindOfWork]: (typeof UNIT_OF_KIND)[K] extends U ? K : never;
}[KindOfWork];

/** All kinds of work, in display order. */
export const KINDS_OF_WORK = Object.keys(UNIT_OF_KIND) as readonly KindOfWork[];

/** Whether an untrusted text is a kind of work. */
export function isKindOfWork(text: string): text is KindOfWork {
  return Object.hasOwn(UNIT_OF_KIND, text);
}

/** How often a subscription is paid. */
export type BillingPeriod = "monthly" | "yearly";

/** The end states of work. */
export type EndState = "completed" | "cancelled" | "failedByUser" | "failedByPlatform";

/** What an end state charges: all time up to the end, or only the part settled before. */
export type EndCharge = "all_time" | "settled_only";

/** The payment methods that a platform can offer, as Stripe names them. */
export const PAYMENT_METHOD_KINDS = ["card", "us_bank_account", "sepa_debit"] as const;

/** A kind of payment method. */
export type PaymentMethodKind = (typeof PAYMENT_METHOD_KINDS)[number];
