import type { RefusalPart } from "../refusal/part.ts";

/** Why an operator may not act. */
export const OPERATOR_REFUSALS = {
  operators_only: {
    kind: "forbidden",
    meaning: "Only an operator of the platform may do this; no member and no service key may.",
    data: {},
  },
  two_factor_required: {
    kind: "forbidden",
    meaning: "An operator must have two-factor authentication, and must have signed in with it.",
    data: {},
  },
  operator_not_found: {
    kind: "missing",
    meaning: "No operator has this e-mail address.",
    data: {},
  },
  approval_not_found: {
    kind: "missing",
    meaning: "No act of an operator has this id.",
    data: { act: "act_id" },
  },
  approval_closed: {
    kind: "conflict",
    meaning: "The act of an operator no longer waits for approval.",
    data: { act: "act_id", state: "text" },
  },
  own_act: {
    kind: "forbidden",
    meaning: "An operator cannot approve their own act; another operator must.",
    data: { act: "act_id" },
  },
  act_failed: {
    kind: "conflict",
    meaning: "The rules of the ledger refused the act of an operator, and a new try needs a new idempotency key.",
    data: { act: "act_id", reason: "text" },
  },
} as const satisfies RefusalPart;
