import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about purchases and payments. */
export const BILLING_REFUSALS = {
  purchase_out_of_range: {
    kind: "unprocessable",
    meaning: "The amount is below the smallest purchase, above the largest one, or not in whole cents.",
    data: { minimum: "amount", maximum: "amount" },
  },
  purchase_not_found: {
    kind: "missing",
    meaning: "The organization has no such purchase.",
    data: { attempt: "attempt_id" },
  },
  too_many_purchases: {
    kind: "conflict",
    meaning: "Too many purchases of the organization wait to be paid; finish or cancel one first.",
    data: { most: "count" },
  },
  payment_not_found: {
    kind: "missing",
    meaning: "The organization has no payment with this id that succeeded.",
    data: { attempt: "attempt_id" },
  },
  refund_too_large: {
    kind: "unprocessable",
    meaning: "The refund is not in whole cents, or above what is left of the payment.",
    data: { attempt: "attempt_id", left: "amount", asked: "amount" },
  },
  payment_disputed: {
    kind: "conflict",
    meaning: "The payment is disputed, so its bank decides on the money, and nothing of it can be refunded.",
    data: { attempt: "attempt_id" },
  },
  refund_refused: {
    kind: "conflict",
    meaning: "The payment service refused the refund.",
    data: { attempt: "attempt_id", reason: "text" },
  },
  case_not_open: {
    kind: "conflict",
    meaning: "The payment does not wait for a decision, or not for this one.",
    data: { attempt: "attempt_id", reason: "text" },
  },
  tax_id_changed: {
    kind: "conflict",
    meaning: "The organization has another tax id by now, or none.",
    data: {},
  },
  statement_not_ready: {
    kind: "conflict",
    meaning: "The month has not ended, it has no entries, or no operator has entered the seller yet.",
    data: {},
  },
  seller_missing: {
    kind: "missing",
    meaning: "No operator has entered who sells yet.",
    data: {},
  },
  document_not_found: {
    kind: "missing",
    meaning: "The organization has no such document.",
    data: { document: "document_id" },
  },
} as const satisfies RefusalPart;
