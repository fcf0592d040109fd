import { z } from "zod";
import { link, text } from "./values.ts";

const instant = z.iso.datetime();

/**
 * The values of each mail about payments. Amounts are text such as `$25.00`; payment methods are words such as
 * `Visa ending in 4242`.
 * @source docs/rules.md#mails-about-payments
 */
export const BILLING_NOTICES = {
  /** Credit was bought automatically. `paid` is the amount with its tax. */
  topup_succeeded: z.strictObject({ amount: text, paid: text, paidWith: text }),
  /** `nextTry` is null if the payment is not tried again by itself. */
  topup_failed: z.strictObject({ amount: text, paidWith: text, nextTry: instant.nullable() }),
  /** The card declined for good, or too often. */
  topup_stopped: z.strictObject({ paidWith: text }),
  topup_no_card: z.strictObject({}),
  topup_capped: z.strictObject({ cap: text, window: z.enum(["day", "month"]), until: instant }),
  /** Another payment method can be charged again. */
  topup_resumed: z.strictObject({ paidWith: text }),
  /** A member switched it on. */
  topup_on: z.strictObject({ threshold: text, paidWith: text }),
  topup_off: z.strictObject({}),
  /** The end of a card is within 30 days. */
  card_expires: z.strictObject({ card: text, at: instant }),
  /** Money of a payment was paid back. `amount` has its tax. */
  payment_refunded: z.strictObject({ amount: text, paidWith: text }),
  /** The bank sent a refund back. */
  payment_refund_failed: z.strictObject({ amount: text, paidWith: text }),
  /** The holder of the card disputes a payment at the bank. */
  payment_disputed: z.strictObject({ amount: text, paidWith: text }),
  payment_dispute_won: z.strictObject({ amount: text, paidWith: text }),
  payment_dispute_lost: z.strictObject({ amount: text, paidWith: text }),
} as const;

/** A kind of notice about payments. */
export type BillingNoticeKind = keyof typeof BILLING_NOTICES;

/** A notice about payments, without the names of the organization and its people. */
export type BillingNotice = {
  [Kind in BillingNoticeKind]: { readonly kind: Kind; readonly data: z.infer<(typeof BILLING_NOTICES)[Kind]> };
}[BillingNoticeKind];

/** The page that the mail about each of them opens, below the address of the organization. */
export const BILLING_PAGES: Readonly<Record<BillingNoticeKind, string>> = {
  topup_succeeded: "credits",
  topup_failed: "credits",
  topup_stopped: "settings/payment-methods",
  topup_no_card: "settings/payment-methods",
  topup_capped: "credits",
  topup_resumed: "credits",
  topup_on: "credits",
  topup_off: "credits",
  card_expires: "settings/payment-methods",
  payment_refunded: "invoices",
  payment_refund_failed: "invoices",
  payment_disputed: "invoices",
  payment_dispute_won: "invoices",
  payment_dispute_lost: "invoices",
};

/** What every mail about payments has besides: `url` is the page, `null` if the process knows no address. */
const about = { organization: text, url: link.nullable() };

/** The mails about payments. They go to the people who may change how the organization pays. */
export const BILLING_MAILS = {
  topup_succeeded: BILLING_NOTICES.topup_succeeded.extend(about),
  topup_failed: BILLING_NOTICES.topup_failed.extend(about),
  topup_stopped: BILLING_NOTICES.topup_stopped.extend(about),
  topup_no_card: BILLING_NOTICES.topup_no_card.extend(about),
  topup_capped: BILLING_NOTICES.topup_capped.extend(about),
  topup_resumed: BILLING_NOTICES.topup_resumed.extend(about),
  topup_on: BILLING_NOTICES.topup_on.extend(about),
  topup_off: BILLING_NOTICES.topup_off.extend(about),
  card_expires: BILLING_NOTICES.card_expires.extend(about),
  payment_refunded: BILLING_NOTICES.payment_refunded.extend(about),
  payment_refund_failed: BILLING_NOTICES.payment_refund_failed.extend(about),
  payment_disputed: BILLING_NOTICES.payment_disputed.extend(about),
  payment_dispute_won: BILLING_NOTICES.payment_dispute_won.extend(about),
  payment_dispute_lost: BILLING_NOTICES.payment_dispute_lost.extend(about),
} as const;
