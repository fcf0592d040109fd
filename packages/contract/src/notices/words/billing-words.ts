import type { z } from "zod";
import type { BILLING_EVENTS } from "../events/billing-events.ts";
import { dollars, type EventWords, opens } from "./words.ts";

type Words = {
  readonly [Kind in keyof typeof BILLING_EVENTS]: EventWords<z.infer<(typeof BILLING_EVENTS)[Kind]["data"]>>;
};

const credits = opens("credits", "Open credits");
const methods = opens("settings/payment-methods", "Open payment methods");
const invoices = opens("invoices", "Open invoices");

/** The words of events about payments, automatic top-up and documents. */
export const BILLING_WORDS: Words = {
  "topup.succeeded": {
    title: "Automatic top-up succeeded",
    says: ({ amount, paid, paidWith }) =>
      `${dollars(amount)} of credit bought automatically: ${paidWith} was charged ${dollars(paid)}`,
    page: credits,
  },
  "topup.failed": {
    title: "Automatic top-up failed",
    says: ({ amount, paidWith, nextTry }, at) =>
      `Automatic top-up of ${dollars(amount)} failed: ${paidWith} declined${nextTry === null ? "" : `, next try on ${at(nextTry)}`}`,
    page: opens("credits", "Add credit"),
  },
  "topup.stopped": {
    title: "Automatic top-up stopped",
    says: ({ paidWith }) => `Automatic top-up stopped: ${paidWith} declined`,
    page: methods,
  },
  "topup.no_card": {
    title: "Automatic top-up without a payment method",
    says: () => "Automatic top-up has no payment method",
    page: methods,
  },
  "topup.capped": {
    title: "Automatic top-up at its limit",
    says: ({ cap, window, until }, at) =>
      `Automatic top-up reached its limit of ${dollars(cap)} a ${window}, and goes on at ${at(until)}`,
    page: credits,
  },
  "topup.resumed": {
    title: "Automatic top-up goes on",
    says: ({ paidWith }) => `Automatic top-up goes on with ${paidWith}`,
    page: credits,
  },
  "topup.on": {
    title: "Automatic top-up switched on",
    says: ({ threshold, paidWith }) => `Automatic top-up is on: below ${dollars(threshold)}, with ${paidWith}`,
    page: credits,
  },
  "topup.off": {
    title: "Automatic top-up switched off",
    says: () => "Automatic top-up is off",
    page: credits,
  },
  "payment_method.expiring": {
    title: "Payment method about to expire",
    says: ({ card, expiresAt }, at) => `${card} expires on ${at(expiresAt)}`,
    page: methods,
  },
  "payment.refunded": {
    title: "Payment refunded",
    says: ({ amount, paidWith }) => `${dollars(amount)} was paid back to ${paidWith}`,
    page: invoices,
  },
  "payment.refund_failed": {
    title: "Refund failed",
    says: ({ amount, paidWith }) => `The refund of ${dollars(amount)} to ${paidWith} failed`,
    page: invoices,
  },
  "payment.disputed": {
    title: "Payment disputed",
    says: ({ amount, paidWith }) => `A payment of ${dollars(amount)} with ${paidWith} is disputed`,
    page: invoices,
  },
  "payment.dispute_won": {
    title: "Dispute won",
    says: ({ amount }) => `The disputed payment of ${dollars(amount)} stands`,
    page: invoices,
  },
  "payment.dispute_lost": {
    title: "Dispute lost",
    says: ({ amount }) => `The disputed payment of ${dollars(amount)} was taken back`,
    page: invoices,
  },
  "invoice.ready": {
    title: "Invoice ready",
    says: ({ title, number, total }) =>
      total === null ? `${title} ${number} is ready` : `${title} ${number} is ready: ${dollars(total)}`,
    page: ({ document }) => ({ path: `invoices?document=${document}`, label: "Open it" }),
  },
};
