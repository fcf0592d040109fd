/** Where an organization stands with its plan. */
export const PLAN_STATES = {
  none: "the default plan, without a subscription",
  active: "a subscription runs",
  changing: "another plan or interval begins when the period ends",
  ending: "the subscription ends when the period ends",
  past_due: "the payment of the running period failed, and is tried again",
  contract: "a contract is in force",
} as const satisfies Record<string, string>;

/** A state of an organization's plan. */
export type PlanState = keyof typeof PLAN_STATES;

/** What moves an organization from one state to another. */
export const PLAN_EVENTS = {
  subscribe: "a paid plan is subscribed",
  upgrade: "a higher plan is asked for and paid",
  change: "a lower plan or another interval is asked for",
  cancel: "a cancellation is asked for",
  undo: "the scheduled change or cancellation is taken back",
  period_end: "the period ends",
  payment: "the payment of the period succeeds",
  failure: "a payment of the period fails",
  last_failure: "the last payment of the period fails",
  contract_start: "a contract starts",
  contract_end: "the contract ends",
  set: "an operator sets the plan",
} as const satisfies Record<string, string>;

/** An event in the life of a plan. */
export type PlanEvent = keyof typeof PLAN_EVENTS;

/** One edge of the state machine. */
export interface PlanTransition {
  readonly from: PlanState;
  readonly event: PlanEvent;
  /** Completes "if ...", where the event alone does not decide the next state. */
  readonly when?: string;
  readonly to: PlanState;
}

const CHANGE = "a change is scheduled";
const NO_CHANGE = "no change is scheduled";
const PAID_PLAN = "it is a paid plan";
const DEFAULT_PLAN = "it is the default plan";
const CONTRACT_PLAN = "it is a plan by contract";

/**
 * Every way from one state to another. What is not in the list does not happen: the rules refuse it. The diagram in the
 * docs is made from this list, and a test drives the rules with random events and compares each step with it.
 * @source docs/rules.md#states-of-a-plan; docs/plans.md
 */
export const PLAN_TRANSITIONS: readonly PlanTransition[] = [
  { from: "none", event: "subscribe", to: "active" },
  { from: "none", event: "contract_start", to: "contract" },
  { from: "none", event: "set", when: PAID_PLAN, to: "active" },
  { from: "none", event: "set", when: CONTRACT_PLAN, to: "contract" },

  { from: "active", event: "upgrade", to: "active" },
  { from: "active", event: "change", to: "changing" },
  { from: "active", event: "cancel", to: "ending" },
  { from: "active", event: "period_end", to: "active" },
  { from: "active", event: "payment", to: "active" },
  { from: "active", event: "failure", to: "past_due" },
  { from: "active", event: "contract_start", to: "contract" },
  { from: "active", event: "set", when: PAID_PLAN, to: "active" },
  { from: "active", event: "set", when: DEFAULT_PLAN, to: "none" },
  { from: "active", event: "set", when: CONTRACT_PLAN, to: "contract" },

  { from: "changing", event: "upgrade", to: "active" },
  { from: "changing", event: "change", to: "changing" },
  { from: "changing", event: "cancel", to: "ending" },
  { from: "changing", event: "undo", to: "active" },
  { from: "changing", event: "period_end", to: "active" },
  { from: "changing", event: "payment", to: "changing" },
  { from: "changing", event: "failure", to: "past_due" },
  { from: "changing", event: "contract_start", to: "contract" },
  { from: "changing", event: "set", when: PAID_PLAN, to: "active" },
  { from: "changing", event: "set", when: DEFAULT_PLAN, to: "none" },
  { from: "changing", event: "set", when: CONTRACT_PLAN, to: "contract" },

  { from: "ending", event: "upgrade", to: "active" },
  { from: "ending", event: "change", to: "changing" },
  { from: "ending", event: "cancel", to: "ending" },
  { from: "ending", event: "undo", to: "active" },
  { from: "ending", event: "period_end", to: "none" },
  { from: "ending", event: "payment", to: "ending" },
  { from: "ending", event: "failure", to: "none" },
  { from: "ending", event: "contract_start", to: "contract" },
  { from: "ending", event: "set", when: PAID_PLAN, to: "active" },
  { from: "ending", event: "set", when: DEFAULT_PLAN, to: "none" },
  { from: "ending", event: "set", when: CONTRACT_PLAN, to: "contract" },

  { from: "past_due", event: "upgrade", to: "active" },
  { from: "past_due", event: "change", to: "past_due" },
  { from: "past_due", event: "cancel", to: "none" },
  { from: "past_due", event: "undo", to: "past_due" },
  { from: "past_due", event: "payment", when: NO_CHANGE, to: "active" },
  { from: "past_due", event: "payment", when: CHANGE, to: "changing" },
  { from: "past_due", event: "failure", to: "past_due" },
  { from: "past_due", event: "last_failure", to: "none" },
  { from: "past_due", event: "contract_start", to: "contract" },
  { from: "past_due", event: "set", when: PAID_PLAN, to: "active" },
  { from: "past_due", event: "set", when: DEFAULT_PLAN, to: "none" },
  { from: "past_due", event: "set", when: CONTRACT_PLAN, to: "contract" },

  { from: "contract", event: "contract_end", to: "none" },
  { from: "contract", event: "set", when: PAID_PLAN, to: "active" },
  { from: "contract", event: "set", when: DEFAULT_PLAN, to: "none" },
  { from: "contract", event: "set", when: CONTRACT_PLAN, to: "contract" },
];
