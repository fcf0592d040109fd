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
