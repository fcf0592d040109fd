import type { Instant } from "../../ledger/state/ids.ts";

const HOUR_MS = 3_600_000;

/** The hours after the first decline at which automatic top-up tries the card again. */
export const RETRY_HOURS: readonly number[] = [1, 6, 24];

/** What automatic top-up knows of a card that declined. */
export interface Breaker {
  /** Stripe's fingerprint of the card number: the same for the same card, however often it is added. */
  readonly fingerprint: string;
  /** The first decline of the series. */
  readonly failedAt: Instant;
  /** When the card is tried again; `null` if it never is: automatic top-up is off for this card. */
  readonly retryAt: Instant | null;
}

/** A payment that the card's bank declined. One that needs authentication counts as a soft decline. */
export interface Decline {
  readonly fingerprint: string;
  /** A hard decline never becomes a success: the card is lost, stolen or expired. */
  readonly isHard: boolean;
  readonly at: Instant;
}

/**
 * The breaker after a decline: the card rests until its next try. It is off after the last try, and at once after a hard
 * decline. A try that comes late counts for all that were due by then.
 * @param before `null` if no card has declined since the last success
 * @source docs/rules.md#automatic-top-up
 */
export function afterDecline(before: Breaker | null, { fingerprint, isHard, at }: Decline): Breaker {
  const failedAt = before?.fingerprint === fingerprint ? before.failedAt : at;
  const retries = RETRY_HOURS.map((hours) => failedAt + hours * HOUR_MS);
  return { fingerprint, failedAt, retryAt: isHard ? null : (retries.find((each) => each > at) ?? null) };
}

/** Whether a card rests, or is off, until when. */
export type Rest =
  | { readonly kind: "open" }
  | { readonly kind: "rests"; readonly until: Instant }
  | { readonly kind: "off" };

/**
 * Whether a card may be charged now. Another card than the one that declined may.
 * @source docs/rules.md#automatic-top-up
 */
export function restOf(breaker: Breaker | null, fingerprint: string, now: Instant): Rest {
  if (breaker === null || breaker.fingerprint !== fingerprint) return { kind: "open" };
  if (breaker.retryAt === null) return { kind: "off" };
  return breaker.retryAt <= now ? { kind: "open" } : { kind: "rests", until: breaker.retryAt };
}
