import type { AttemptState } from "../attempts/index.ts";

/** Where a purchase stands, as the member sees it. */
export type PurchaseState = "open" | "pending" | "paid" | "failed" | "in_review";

const STATES: Readonly<Record<AttemptState, PurchaseState>> = {
  created: "open",
  submitted: "open",
  unknown: "pending",
  succeeded: "paid",
  failed: "failed",
  parked: "in_review",
};

/**
 * Where a purchase stands: its page is open, the money is on its way, it was paid, nothing was paid, or an operator looks
 * at it.
 * @source docs/rules.md#purchases
 */
export function purchaseState(state: AttemptState): PurchaseState {
  return STATES[state];
}
