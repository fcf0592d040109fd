import type { Pace } from "../pace.ts";

/** A clock that moves only when the client waits, and a fixed random number. */
export interface FakePace extends Pace {
  /** Every wait so far, in milliseconds. */
  readonly sleeps: readonly number[];
  /** The time-out of every attempt so far, in milliseconds. */
  readonly timeouts: readonly number[];
  /** Makes the running attempts time out: all, or those that may take so many milliseconds. */
  expire(ms?: number): void;
}

export function fakePace(options: { random?: number; onSleep?: (ms: number) => void } = {}): FakePace {
  const sleeps: number[] = [];
  const timeouts: number[] = [];
  const running = new Map<() => void, number>();
  let now = 0;
  return {
    sleeps,
    timeouts,
    now: () => now,
    random: () => options.random ?? 0,
    async sleep(ms, signal) {
      sleeps.push(ms);
      options.onSleep?.(ms);
      signal?.throwIfAborted();
      now += ms;
    },
    after(ms, run) {
      timeouts.push(ms);
      running.set(run, ms);
      return () => running.delete(run);
    },
    expire(only) {
      for (const [run, ms] of [...running].filter((timer) => only === undefined || timer[1] === only)) {
        running.delete(run);
        now += ms;
        run();
      }
    },
  };
}
