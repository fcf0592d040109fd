import type { Instant } from "../../ledger/state/ids.ts";
import { ATTEMPT_MOVES, type Attempt, type AttemptState, type FailedWhy, type PaidSeen, type Seen } from "./attempt.ts";
import { GIVE_UP_MS, RESEND_MS } from "./next-step.ts";

/** What follows for an attempt from what the gateway says. */
export type AfterSeen =
  | { readonly kind: "succeeded"; readonly payment: PaidSeen }
  | { readonly kind: "failed"; readonly why: FailedWhy }
  /** The outcome is looked up later. */
  | { readonly kind: "wait" }
  /** The gateway is asked again, under the same key. */
  | { readonly kind: "send_again" }
  | { readonly kind: "parked"; readonly why: ParkedWhy };

/** Why an operator must decide. */
export type ParkedWhy = "amount" | "currency" | "customer" | "livemode" | "no_outcome";

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
    case "processing":
      return { kind: "wait" };
    case "not_found":
      if (age < RESEND_MS) return { kind: "send_again" };
      return age < GIVE_UP_MS ? { kind: "wait" } : { kind: "parked", why: "no_outcome" };
    case "no_answer":
      return age < GIVE_UP_MS ? { kind: "wait" } : { kind: "parked", why: "no_outcome" };
  }
}

/**
 * The states that an attempt passes through on its way to what follows. An outcome that is not known yet, or does not
 * fit, passes through `unknown`.
 */
export function statesTo({ state }: Attempt, { kind }: AfterSeen): readonly AttemptState[] {
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
