import type { RefusalPart } from "../../refusal/part.ts";

/** Refusals about payment methods and automatic top-up. */
export const TOP_UP_REFUSALS = {
  payment_method_not_found: {
    kind: "missing",
    meaning: "The organization has no such payment method.",
    data: { method: "text" },
  },
  last_payment_method: {
    kind: "conflict",
    meaning: "The last payment method stays while automatic top-up is on.",
    data: { method: "text" },
  },
  top_up_needs_card: {
    kind: "conflict",
    meaning: "Automatic top-up needs a payment method that can be charged.",
    data: {},
  },
  top_up_card_declined: {
    kind: "conflict",
    meaning: "The default payment method declined automatic top-up too often, or for good; another one is needed.",
    data: { paidWith: "text" },
  },
  top_up_out_of_range: {
    kind: "unprocessable",
    meaning: "An amount of automatic top-up is not allowed; `field` names it.",
    data: { field: "text", minimum: "amount", maximum: "amount" },
  },
} as const satisfies RefusalPart;
