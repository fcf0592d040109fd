import type { Pace } from "./pace.ts";

const FIRST_MS = 100;
const LONGEST_MS = 2000;

/**
 * How long to wait after a failed attempt, in milliseconds. The wait doubles each time, up to two seconds.
 * Random jitter keeps many callers from retrying at once. The wait is never shorter than `retryAfterMs`.
 * @param attempt the number of the failed attempt; the first is 1
 */
export function backOffMs(attempt: number, retryAfterMs: number | null, pace: Pick<Pace, "random">): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(Math.max(retryAfterMs ?? 0, ceiling / 2) + (pace.random() * ceiling) / 2);
}
