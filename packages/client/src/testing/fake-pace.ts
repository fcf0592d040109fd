import type { Pace } from "../pace.ts";

/** Time that passes only where something waits for it, and chance that can be set. */
export interface FakePace extends Pace {
  /** Every wait so far, in milliseconds. */
  readonly sleeps: readonly number[];
  /** The time-outs that attempts were given, in milliseconds. */
  readonly timeouts: readonly number[];
  /** Lets the time of the attempts that are under way run out. */
  expire(): void;
}

export function fakePace(options: { random?: number; onSleep?: (ms: number) => void } = {}): FakePace {
  const sleeps: number[] = [];
  const timeouts: number[] = [];
  const underWay = new Map<() => void, number>();
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
      underWay.set(run, ms);
      return () => underWay.delete(run);
    },
    expire() {
      for (const [run, ms] of underWay) {
        now += ms;
        run();
      }
    },
  };
}
