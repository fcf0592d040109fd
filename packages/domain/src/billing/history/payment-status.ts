import type { Micros } from "../../money/index.ts";
import type { AttemptState, PaymentWay } from "../attempts/attempt.ts";

/**
 * What a member reads about a payment. `open` waits at the gateway's page for the member; `on_its_way` waits for a bank;
 * `in_review` waits for an operator; `taken_back` was won by the buyer's bank.
 */
export const PAYMENT_STATUSES = [
  "open",
  "on_its_way",
  "in_review",
  "paid",
  "failed",
  "refunded_in_part",
  "refunded",
  "disputed",
  "taken_back",
] as const;

/** The status of a payment. */
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** What is known of a payment. Amounts are micro-USD, with tax. */
export interface PaymentFacts {
  readonly state: AttemptState;
  readonly way: PaymentWay;
  /** Whether the gateway has taken the payment up: it has a name there. */
  readonly isTaken: boolean;
  readonly gross: Micros;
  /** Refunds that succeeded or are on their way. */
  readonly refunded: Micros;
  /** The state of the newest dispute. */
  readonly dispute: "open" | "won" | "lost" | null;
}

/**
 * The status of a payment. A dispute that is open or lost counts more than refunds.
 * @source docs/rules.md#payment-history
 */
export function paymentStatus({ state, way, isTaken, gross, refunded, dispute }: PaymentFacts): PaymentStatus {
  if (state === "failed") return "failed";
  if (state === "parked") return "in_review";
  if (state !== "succeeded") return way === "page" && !isTaken ? "open" : "on_its_way";
  if (dispute === "open") return "disputed";
  if (dispute === "lost") return "taken_back";
  if (refunded >= gross) return "refunded";
  return refunded > 0n ? "refunded_in_part" : "paid";
}
