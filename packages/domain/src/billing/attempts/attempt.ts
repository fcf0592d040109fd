import type { Id, Instant } from "../../ledger/state/ids.ts";
import type { Micros } from "../../money/index.ts";

/** Where an attempt to take a payment stands. */
export const ATTEMPT_STATES = {
  created: "it is written down, and the gateway was not asked yet",
  submitted: "the gateway is being asked",
  succeeded: "it was paid, and what it bought was given",
  failed: "nothing was paid, and nothing will be",
  unknown: "the outcome is looked up",
  parked: "the outcome is not known, or does not fit: an operator decides",
} as const satisfies Record<string, string>;

/** A state of an attempt. */
export type AttemptState = keyof typeof ATTEMPT_STATES;

/**
 * Every way from one state to another.
 * @source docs/rules.md#payment-attempts; docs/invariants.md#l21
 */
export const ATTEMPT_MOVES: Readonly<Record<AttemptState, readonly AttemptState[]>> = {
  created: ["submitted"],
  submitted: ["succeeded", "failed", "unknown"],
  unknown: ["succeeded", "failed", "parked"],
  succeeded: [],
  failed: [],
  parked: [],
};

/** How the gateway takes a payment: by a page that a member fills, a saved method, or an invoice of a subscription. */
export type PaymentWay = "page" | "saved" | "invoice";

/** One attempt to take a payment. Its id is the key under which the gateway is asked, each time. */
export interface Attempt {
  readonly id: Id;
  readonly way: PaymentWay;
  readonly state: AttemptState;
  /** What is paid with the tax, in micro-USD and whole cents. */
  readonly gross: Micros;
  /** The customer at the gateway who pays. */
  readonly customer: string;
  readonly livemode: boolean;
  /** When the gateway was first asked; `null` before that. */
  readonly submittedAt: Instant | null;
  /** How often the outcome was looked up without one. */
  readonly lookUps: number;
}

/** What the gateway says of an attempt. */
export type Seen =
  | { readonly kind: "paid"; readonly payment: PaidSeen }
  | { readonly kind: "failed"; readonly why: FailedWhy }
  /** The page waits for the member. */
  | { readonly kind: "open" }
  /** The money is on its way, for days perhaps. */
  | { readonly kind: "processing" }
  /** The gateway never heard of it. */
  | { readonly kind: "not_found" }
  /** The gateway did not answer, or not with an outcome. */
  | { readonly kind: "no_answer" };

/** A payment as the gateway has it. */
export interface PaidSeen {
  readonly id: string;
  /** Micro-USD. */
  readonly gross: Micros;
  readonly currency: string;
  readonly customer: string | null;
  readonly livemode: boolean;
}

/** Why nothing was paid: the bank declined, for now or for good, it wants to see the owner of the card, or nobody paid. */
export type FailedWhy = "soft_decline" | "hard_decline" | "needs_authentication" | "abandoned";
