import { z } from "zod";
import { about } from "./about.ts";
import { text } from "./events/values.ts";

const instant = z.iso.datetime();

/**
 * The mails about payments. They go to the people who may change how the organization pays. Amounts are text such as
 * `$25.00`; payment methods are words such as `Visa ending in 4242`.
 * @source docs/rules.md#mails-about-payments
 */
export const BILLING_MAILS = {
  /** Credit was bought automatically. `paid` is the amount with its tax. */
  topup_succeeded: z.strictObject({ ...about, amount: text, paid: text, paidWith: text }),
  /** `nextTry` is null if the payment is not tried again by itself. */
  topup_failed: z.strictObject({ ...about, amount: text, paidWith: text, nextTry: instant.nullable() }),
  /** The card declined for good, or too often. */
  topup_stopped: z.strictObject({ ...about, paidWith: text }),
  topup_no_card: z.strictObject({ ...about }),
  topup_capped: z.strictObject({ ...about, cap: text, window: z.enum(["day", "month"]), until: instant }),
  /** Another payment method can be charged again. */
  topup_resumed: z.strictObject({ ...about, paidWith: text }),
  /** A member switched it on. */
  topup_on: z.strictObject({ ...about, threshold: text, paidWith: text }),
  topup_off: z.strictObject({ ...about }),
  /** The end of a card is within 30 days. */
  card_expires: z.strictObject({ ...about, card: text, at: instant }),
  /** Money of a payment was paid back. `amount` has its tax. */
  payment_refunded: z.strictObject({ ...about, amount: text, paidWith: text }),
  /** The bank sent a refund back. */
  payment_refund_failed: z.strictObject({ ...about, amount: text, paidWith: text }),
  /** The holder of the card disputes a payment at the bank. */
  payment_disputed: z.strictObject({ ...about, amount: text, paidWith: text }),
  payment_dispute_won: z.strictObject({ ...about, amount: text, paidWith: text }),
  payment_dispute_lost: z.strictObject({ ...about, amount: text, paidWith: text }),
} as const;

/** A kind of mail about payments. */
export type BillingMailKind = keyof typeof BILLING_MAILS;
