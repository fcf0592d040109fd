import type { Instant } from "../../time/instant.ts";
import { isFailingTooLong, nextTry } from "./retry.ts";
import type { DeliveryState, OffReason } from "./webhook.ts";

/** The status by which a receiver says that it wants no more events. */
const GONE = 410;

/** A delivery and its webhook before the outcome of a try. */
export interface TriedDelivery {
  /** The tries that failed before. */
  readonly tries: number;
  /** The first failure of the webhook after its last success. */
  readonly failingSince: Instant | null;
}

/** The outcome of a try. */
export interface TryOutcome {
  readonly at: Instant;
  /** The status of the answer; `null` if there was none. */
  readonly status: number | null;
  /** The pause that the receiver asked for, in milliseconds. */
  readonly askedPauseMs: number | null;
}

/** A delivery and its webhook after the outcome. */
export interface AfterAttempt {
  readonly state: Extract<DeliveryState, "waiting" | "delivered" | "failed">;
  readonly tries: number;
  /** The next try; `null` after the end. */
  readonly nextAt: Instant | null;
  readonly failingSince: Instant | null;
  /** Why the webhook is switched off now; `null` if it stays on. */
  readonly off: Extract<OffReason, "failing" | "gone"> | null;
}

/**
 * Decides what follows from one try of a delivery. A status from 200 to 299 acknowledges it. A redirect is a failure: it is
 * not followed.
 * @param random from 0 up to 1
 * @source docs/webhooks.md#retries
 */
export function afterAttempt(delivery: TriedDelivery, outcome: TryOutcome, random: number): AfterAttempt {
  const { at, status, askedPauseMs } = outcome;
  if (status !== null && status >= 200 && status <= 299)
    return { state: "delivered", tries: delivery.tries, nextAt: null, failingSince: null, off: null };
  const tries = delivery.tries + 1;
  const failingSince = delivery.failingSince ?? at;
  if (status === GONE) return { state: "failed", tries, nextAt: null, failingSince, off: "gone" };
  const nextAt = nextTry({ at, tries, askedPauseMs, random });
  if (nextAt !== null) return { state: "waiting", tries, nextAt, failingSince, off: null };
  const off = isFailingTooLong(failingSince, at) ? "failing" : null;
  return { state: "failed", tries, nextAt: null, failingSince, off };
}
