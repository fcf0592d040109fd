import { deferred } from "./deferred.ts";

/** The clock and the random numbers of a client. Tests replace them. */
export interface Pace {
  /** Milliseconds of a monotonic clock. */
  now(): number;
  /** At least 0 and below 1. */
  random(): number;
  /** Waits. @throws the signal's reason, as soon as it aborts */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
  /** Calls `run` after a time. @returns a function that cancels the timer */
  after(ms: number, run: () => void): () => void;
}

export const realPace: Pace = {
  now: () => performance.now(),
  random: () => Math.random(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    const { promise, resolve, reject } = deferred<void>();
    const wake = () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    return await promise;
  },
};
