import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about what an organization's plan allows. */
export const PLAN_REFUSALS = {
  limit_reached: {
    kind: "payment",
    meaning: "The plan allows no more of this, and `plan` is the first plan that allows more.",
    data: { entitlement: "text", limit: "count", used: "count", plan: "text_or_null" },
  },
  not_in_plan: {
    kind: "payment",
    meaning: "The plan does not have the feature, and `needed` is the first plan that has it.",
    data: { entitlement: "text", plan: "text", needed: "text_or_null" },
  },
  unknown_entitlement: {
    kind: "unprocessable",
    meaning: "The catalog of the organization has no such entitlement.",
    data: { entitlement: "text" },
  },
  not_counted: {
    kind: "unprocessable",
    meaning: "The platform does not count this entitlement: it is no limit, an included amount, or Scrip counts it.",
    data: { entitlement: "text" },
  },
  not_in_use: {
    kind: "conflict",
    meaning: "More would be released than the organization has in use.",
    data: { entitlement: "text", used: "count" },
  },
  code_not_valid: {
    kind: "unprocessable",
    meaning: "The code cannot be redeemed here; every failure of a code has this one answer.",
    data: {},
  },
  campaign_not_found: {
    kind: "missing",
    meaning: "There is no such campaign of redeem codes.",
    data: {},
  },
  campaign_ended: {
    kind: "conflict",
    meaning: "The campaign of redeem codes has ended.",
    data: {},
  },
  campaign_not_approved: {
    kind: "conflict",
    meaning: "The campaign of redeem codes has no codes before a second operator approves it.",
    data: { state: "text" },
  },
  campaign_decided: {
    kind: "conflict",
    meaning: "The campaign of redeem codes no longer waits for approval.",
    data: { state: "text" },
  },
  own_campaign: {
    kind: "forbidden",
    meaning: "An operator cannot approve their own campaign of redeem codes; another operator must.",
    data: {},
  },
  too_many_codes: {
    kind: "conflict",
    meaning: "The campaign of redeem codes would have more codes than it can.",
    data: { most: "count", left: "count" },
  },
  sales_request_not_found: {
    kind: "missing",
    meaning: "There is no such request to talk to sales.",
    data: {},
  },
  unknown_plan: {
    kind: "unprocessable",
    meaning: "The catalog of the organization has no such plan.",
    data: { plan: "text" },
  },
  not_for_sale: {
    kind: "unprocessable",
    meaning: "The catalog does not sell the plan by this interval.",
    data: { plan: "text", interval: "text" },
  },
  by_contract: {
    kind: "conflict",
    meaning: "A contract decides the plan: one is in force, or the plan is sold only by contract.",
    data: { plan: "text_or_null" },
  },
  not_subscribed: {
    kind: "conflict",
    meaning: "The organization has no subscription that could be changed or cancelled.",
    data: {},
  },
  already_subscribed: {
    kind: "conflict",
    meaning: "The organization has a subscription, which may be ending.",
    data: { plan: "text", interval: "text" },
  },
  already_there: {
    kind: "conflict",
    meaning: "The organization has this plan and interval already.",
    data: { plan: "text", interval: "text_or_null" },
  },
  nothing_to_undo: {
    kind: "conflict",
    meaning: "Nothing is scheduled that could be taken back.",
    data: {},
  },
  payment_unavailable: {
    kind: "conflict",
    meaning: "The platform takes no payments now.",
    data: {},
  },
  payment_failed: {
    kind: "payment",
    meaning: "The payment for the plan was declined, so nothing changed.",
    data: { plan: "text" },
  },
  payment_pending: {
    kind: "conflict",
    meaning: "A payment for a plan is on its way, and its outcome comes first.",
    data: { plan: "text" },
  },
  no_payment_pending: {
    kind: "conflict",
    meaning: "No payment for a plan is on its way that could be given up.",
    data: {},
  },
  nothing_to_pay: {
    kind: "conflict",
    meaning: "No payment of the plan has failed that could be tried again.",
    data: {},
  },
  contract_in_past: {
    kind: "unprocessable",
    meaning: "The contract would start or end in the past, or end before it starts.",
    data: { startsAt: "instant" },
  },
  contract_overlaps: {
    kind: "conflict",
    meaning: "Another contract of the organization has a part of the same time.",
    data: { contract: "contract_id" },
  },
  contract_not_found: {
    kind: "missing",
    meaning: "The organization has no such contract.",
    data: { contract: "contract_id" },
  },
  contract_ended: {
    kind: "conflict",
    meaning: "The contract has ended already.",
    data: { contract: "contract_id" },
  },
  entitlement_not_fitting: {
    kind: "unprocessable",
    meaning: "The catalog has no such entitlement, or it cannot have this value.",
    data: { entitlement: "text" },
  },
} as const satisfies RefusalPart;
