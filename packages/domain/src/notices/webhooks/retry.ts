import type { Instant } from "../../time/instant.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * The pauses between the tries of a delivery, in milliseconds: ten tries over a little more than three days.
 * @source docs/webhooks.md#retries
 */
export const RETRY_PAUSES_MS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** A receiver may ask for a longer pause than the table has, but for no longer one than this. */
export const LONGEST_ASKED_PAUSE_MS = 24 * HOUR;

/** A pause is up to so much longer than in the table, so that what failed together does not come back together. */
const JITTER = 0.1;

/** An endpoint that has answered nothing well for so long is switched off, once a delivery has failed for good. */
export const FAILING_TOO_LONG_MS = 3 * 24 * HOUR;

/** What the next try of a delivery depends on. */
export interface FailedTry {
  /** The time of the failure. */
  readonly at: Instant;
  /** The tries that failed, this one included. */
  readonly tries: number;
  /** The pause that the receiver asked for by `Retry-After`, in milliseconds; `null` without one. */
  readonly askedPauseMs: number | null;
  /** From 0 up to 1. */
  readonly random: number;
}

/**
 * Decides when a delivery is tried again.
 * @returns `null` after the last try
 * @source docs/webhooks.md#retries
 */
export function nextTry({ at, tries, askedPauseMs, random }: FailedTry): Instant | null {
  const pause = RETRY_PAUSES_MS[tries - 1];
  if (pause === undefined) return null;
  const longest = Math.max(pause, Math.min(askedPauseMs ?? 0, LONGEST_ASKED_PAUSE_MS));
  return at + Math.round(longest * (1 + JITTER * random));
}

/** Whether an endpoint is switched off after a delivery to it failed for good. */
export function isFailingTooLong(failingSince: Instant, now: Instant): boolean {
  return now - failingSince >= FAILING_TOO_LONG_MS;
}

/**
 * Reads a `Retry-After` header: seconds, or an HTTP date.
 * @returns milliseconds from `now`; `null` for any other text and for a time that has passed
 */
export function askedPause(header: string | undefined, now: Instant): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
  return ms > 0 ? ms : null;
}
