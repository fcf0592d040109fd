import { setTimeout as sleep } from "node:timers/promises";

/** The result of a round of calls. */
export interface Run {
  readonly calls: number;
  readonly perSecond: number;
  /** The latency of each call, in milliseconds. */
  readonly latencies: readonly number[];
}

/**
 * Runs callers that each make one call after another until the time is over. It awaits the calls still in flight
 * then, but does not count them.
 */
export async function closedLoop(
  callers: number,
  durationMs: number,
  call: (caller: number) => Promise<unknown>,
): Promise<Run> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + durationMs;
  const one = async (caller: number): Promise<void> => {
    for (let from = performance.now(); from < end; ) {
      await call(caller);
      const to = performance.now();
      if (to <= end) latencies.push(to - from);
      from = to;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => one(caller)));
  return { calls: latencies.length, perSecond: (latencies.length / durationMs) * 1000, latencies };
}

/**
 * Makes calls at a given rate, as many independent services do (Poisson), without waiting for earlier answers.
 * Latency counts from the instant at which a call was due.
 */
export async function openLoop(
  perSecond: number,
  durationMs: number,
  random: () => number,
  call: () => Promise<unknown>,
): Promise<Run> {
  const latencies: number[] = [];
  const calls: Promise<void>[] = [];
  const gapMs = (): number => (-Math.log(1 - random()) * 1000) / perSecond;
  const start = performance.now();
  const timed = async (dueAt: number): Promise<void> => {
    await call();
    latencies.push(performance.now() - dueAt);
  };
  let next = start + gapMs();
  while (next < start + durationMs) {
    for (const now = performance.now(); next <= now; next += gapMs()) calls.push(timed(next));
    await sleep(0);
  }
  await Promise.all(calls);
  return { calls: calls.length, perSecond: (calls.length / durationMs) * 1000, latencies };
}

/** Generates numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
