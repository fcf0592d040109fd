import type { Instant } from "../../ledger/index.ts";

/** The failed tries of one organization in an hour. */
export const MOST_TRIES = 5;

/** The time in which failed tries are counted. */
export const TRIES_MS = 3_600_000;

/**
 * The time until an organization may try a code again.
 * @param tried the instants of its failed tries, and of those that are not decided yet
 * @returns milliseconds; 0 if it may try now
 * @source docs/rules.md#redeem-codes; docs/invariants.md#g7
 */
export function waitForTry(tried: readonly Instant[], now: Instant): number {
  const recent = tried.filter((at) => at > now - TRIES_MS).sort((a, b) => a - b);
  const freed = recent.at(-MOST_TRIES);
  return freed === undefined ? 0 : freed + TRIES_MS - now;
}
