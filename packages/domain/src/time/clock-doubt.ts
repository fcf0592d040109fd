import type { Instant } from "./instant.ts";

/** What three clocks say at the same moment. */
export interface ClockReading {
  /** PostgreSQL's clock, which decides what is due. */
  readonly database: Instant;
  /** The clock of the process that runs due work. */
  readonly process: Instant;
  /** Milliseconds of a clock of that process that only counts on. */
  readonly steady: number;
}

/** Why nothing may fall due by PostgreSQL's clock. */
export interface ClockDoubt {
  /** `differs`: from the clock of the process; `jumped`: ahead, since the reading that was trusted last. */
  readonly reason: "differs" | "jumped";
  /** How far PostgreSQL's clock is ahead. Below zero if it is behind. */
  readonly aheadMs: number;
}

/** Clocks of two machines that are synchronized differ by less. */
export const MOST_APART_MS = 15 * 60_000;
/** A machine that was suspended wakes up later than it thinks; it seldom sleeps longer than this. */
export const LONGEST_SLEEP_MS = 30 * 86_400_000;

/**
 * Whether PostgreSQL's clock may be trusted: work that falls due by a wrong clock, such as the expiry of credit, cannot be
 * taken back.
 * @param trusted the reading that was trusted last; `null` for the first one
 * @returns `null` if it may be trusted
 * @source docs/rules.md#sweeps
 */
export function clockDoubt(now: ClockReading, trusted: ClockReading | null): ClockDoubt | null {
  const apartMs = now.database - now.process;
  if (Math.abs(apartMs) > MOST_APART_MS) return { reason: "differs", aheadMs: apartMs };
  if (trusted === null) return null;
  const jumpMs = now.database - trusted.database - (now.steady - trusted.steady);
  return jumpMs > LONGEST_SLEEP_MS ? { reason: "jumped", aheadMs: jumpMs } : null;
}
