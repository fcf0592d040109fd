import type { Pace } from "./pace.ts";

const FIRST_MS = 100;
const LONGEST_MS = 2000;

/**
 * How long to wait after a failed attempt: twice as long each time up to two seconds, spread at
 * random so that many callers do not come back at once, and never less than the API asked for.
 * @param attempt 1 for the first
 */
export function backOffMs(attempt: number, retryAfterMs: number | null, pace: Pick<Pace, "random">): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(Math.max(retryAfterMs ?? 0, ceiling / 2) + (pace.random() * ceiling) / 2);
}
