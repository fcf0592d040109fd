import { z } from "zod";
import { event, idOf, instant, micros } from "./event.ts";
import { text } from "./values.ts";

const PAY = "billing:write" as const;
const CARD = "Visa ending in 4242";
const AT = "2026-03-01T12:00:00.000Z";

/** A payment: the credit that it bought, and the method in words. */
const taken = z.strictObject({ amount: micros, paidWith: text });
const TAKEN = { amount: "29750000", paidWith: CARD };

/**
 * Events about payments, automatic top-up and documents.
 * @source docs/rules.md#mails-about-payments
 */
export const BILLING_EVENTS = {
  "topup.succeeded": event({
    meaning: "Credit was bought automatically. `paid` is the amount with its tax.",
    data: z.strictObject({ amount: micros, paid: micros, paidWith: text }),
    permission: PAY,
    severity: "info",
    email: true,
    example: { amount: "25000000", paid: "29750000", paidWith: CARD },
  }),
  "topup.failed": event({
    meaning: "An automatic payment failed. `nextTry` is null if it is not tried again by itself.",
    data: z.strictObject({ amount: micros, paidWith: text, nextTry: instant.nullable() }),
    permission: PAY,
    severity: "urgent",
    email: true,
    example: { amount: "25000000", paidWith: CARD, nextTry: AT },
  }),
  "topup.stopped": event({
    meaning: "Automatic top-up stopped: the card declined for good, or too often.",
    data: z.strictObject({ paidWith: text }),
    permission: PAY,
    severity: "urgent",
    email: true,
    example: { paidWith: CARD },
  }),
  "topup.no_card": event({
    meaning: "Automatic top-up has no payment method that it can charge.",
    data: z.strictObject({}),
    permission: PAY,
    severity: "urgent",
    email: true,
    example: {},
  }),
  "topup.capped": event({
    meaning: "Automatic top-up reached its cap of the day or of the month.",
    data: z.strictObject({ cap: micros, window: z.enum(["day", "month"]), until: instant }),
    permission: PAY,
    severity: "warning",
    email: true,
    example: { cap: "200000000", window: "day", until: AT },
  }),
  "topup.resumed": event({
    meaning: "Automatic top-up goes on: another payment method can be charged.",
    data: z.strictObject({ paidWith: text }),
    permission: PAY,
    severity: "info",
    email: true,
    example: { paidWith: CARD },
  }),
  "topup.on": event({
    meaning: "A member switched automatic top-up on.",
    data: z.strictObject({ threshold: micros, paidWith: text }),
    permission: PAY,
    severity: "info",
    email: true,
    example: { threshold: "10000000", paidWith: CARD },
  }),
  "topup.off": event({
    meaning: "A member switched automatic top-up off.",
    data: z.strictObject({}),
    permission: PAY,
    severity: "info",
    email: true,
    example: {},
  }),
  "payment_method.expiring": event({
    meaning: "A card expires within 30 days.",
    data: z.strictObject({ card: text, expiresAt: instant }),
    permission: PAY,
    severity: "warning",
    email: true,
    example: { card: CARD, expiresAt: AT },
  }),
  "payment.refunded": event({
    meaning: "Money of a payment was paid back. `amount` has its tax.",
    data: taken,
    permission: PAY,
    severity: "info",
    email: true,
    example: TAKEN,
  }),
  "payment.refund_failed": event({
    meaning: "The bank sent a refund back.",
    data: taken,
    permission: PAY,
    severity: "warning",
    email: true,
    example: TAKEN,
  }),
  "payment.disputed": event({
    meaning: "The holder of the card disputes a payment at the bank.",
    data: taken,
    permission: PAY,
    severity: "urgent",
    email: true,
    example: TAKEN,
  }),
  "payment.dispute_won": event({
    meaning: "A dispute ended, and the payment stands.",
    data: taken,
    permission: PAY,
    severity: "info",
    email: true,
    example: TAKEN,
  }),
  "payment.dispute_lost": event({
    meaning: "A dispute ended, and the payment was taken back.",
    data: taken,
    permission: PAY,
    severity: "warning",
    email: true,
    example: TAKEN,
  }),
  "invoice.ready": event({
    meaning: "An invoice, receipt, credit note or statement was issued.",
    data: z.strictObject({
      document: idOf("document"),
      kind: text,
      /** Its kind in words, such as `Invoice`. */
      title: text,
      number: text,
      /** With tax; null for a statement. */
      total: micros.nullable(),
    }),
    permission: PAY,
    severity: "info",
    email: true,
    example: {
      document: "document_01985c2e-7f3a-7c1d-8f00-2a6f0c1b9d10",
      kind: "receipt",
      title: "Receipt",
      number: "SC-000001",
      total: "29750000",
    },
  }),
} as const;
