import type { Instant } from "../../ledger/state/ids.ts";
import { ATTEMPT_MOVES, type Attempt, type AttemptState, type FailedWhy, type PaidSeen, type Seen } from "./attempt.ts";
import { GIVE_UP_MS, RESEND_MS } from "./next-step.ts";

/** What follows for an attempt from what the gateway says. */
export type AfterSeen =
  | { readonly kind: "succeeded"; readonly payment: PaidSeen }
  | { readonly kind: "failed"; readonly why: FailedWhy }
  /** The page is looked at later. The attempt stays as it is. */
  | { readonly kind: "open" }
  /** The outcome is looked up later. */
  | { readonly kind: "wait" }
  /** The gateway is asked again, under the same key. */
  | { readonly kind: "send_again" }
  | { readonly kind: "parked"; readonly why: ParkedWhy };

/** Why an operator must decide: what does not fit, that the outcome is not known, or why the credit cannot be given. */
export const PARKED_WHY = {
  amount: "another amount was paid",
  currency: "it was paid in another currency",
  customer: "another customer paid",
  livemode: "it was paid in another mode of the gateway",
  payment_taken: "the payment belongs to another attempt",
  no_outcome: "the gateway has given no outcome for three days",
  organization_closed: "it was paid, and the organization is closed",
  plan_gone: "it was paid, and the plan does not wait for it any more",
  balance_above_limit: "it was paid, and the organization has no room for the credit",
} as const satisfies Record<string, string>;

/** Why an attempt is parked. */
export type ParkedWhy = keyof typeof PARKED_WHY;

/**
 * Decides what follows from what the gateway says. A payment counts only if it is the one that was asked for: amount,
 * currency, customer and mode. Nothing is ever asked for under a new key.
 * @source docs/rules.md#payment-attempts; docs/invariants.md#l22
 */
export function afterSeen(attempt: Attempt, seen: Seen, now: Instant): AfterSeen {
  const age = attempt.submittedAt === null ? 0 : now - attempt.submittedAt;
  switch (seen.kind) {
    case "paid": {
      const wrong = mismatch(attempt, seen.payment);
      return wrong === null ? { kind: "succeeded", payment: seen.payment } : { kind: "parked", why: wrong };
    }
    case "failed":
      return { kind: "failed", why: seen.why };
    case "open":
      return { kind: "open" };
    case "processing":
      return { kind: "wait" };
    case "not_found":
      // Nobody can pay on a page that the gateway does not have.
      if (attempt.way === "page") return { kind: "failed", why: "abandoned" };
      if (age < RESEND_MS) return { kind: "send_again" };
      return age < GIVE_UP_MS ? { kind: "wait" } : { kind: "parked", why: "no_outcome" };
    case "no_answer":
      return age < GIVE_UP_MS ? { kind: "wait" } : { kind: "parked", why: "no_outcome" };
  }
}

/**
 * The states that an attempt passes through on its way to what follows. An outcome that is not known yet, or does not
 * fit, passes through `unknown`. A page that waits changes nothing.
 */
export function statesTo({ state }: Attempt, { kind }: AfterSeen): readonly AttemptState[] {
  if (kind === "open") return [];
  const end: AttemptState = kind === "wait" || kind === "send_again" ? "unknown" : kind;
  if (state === end) return [];
  const way = ATTEMPT_MOVES[state].includes(end) ? [end] : ["unknown" as const, end];
  if (state !== "submitted" && way.length > 1) throw new Error(`an attempt that is ${state} cannot become ${end}`);
  return way;
}

function mismatch({ gross, customer, livemode }: Attempt, seen: PaidSeen): ParkedWhy | null {
  if (seen.livemode !== livemode) return "livemode";
  if (seen.currency !== "usd") return "currency";
  if (seen.customer !== customer) return "customer";
  return seen.gross === gross ? null : "amount";
}
