import type { Outcome } from "./answer-reader.ts";
import { deferred } from "./deferred.ts";
import type { Pace } from "./pace.ts";

/** An attempt got no answer within its time-out. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";

  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs / 1000} s`);
  }
}

/** Starts an attempt. @returns a function that leaves it; a later outcome is ignored */
export type Start = (outcome: Outcome) => () => void;

/**
 * Runs one attempt for at most `timeoutMs`, or until the caller's signal aborts.
 * @throws TimedOut, or the reason of the caller's signal
 */
export function inTime(
  start: Start,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
  pace: Pick<Pace, "after">,
): Promise<unknown> {
  const { timeoutMs, signal } = limits;
  const { promise, resolve, reject } = deferred<unknown>();
  if (signal?.aborted) {
    reject(signal.reason);
    return promise;
  }
  let leave: (() => void) | undefined;
  let isOver = false;
  const over = (): void => {
    isOver = true;
    cancelTimer();
    signal?.removeEventListener("abort", abort);
  };
  const stop = (reason: unknown): void => {
    over();
    leave?.();
    reject(reason);
  };
  const abort = (): void => stop(signal?.reason);
  const cancelTimer = pace.after(timeoutMs, () => stop(new TimedOut(timeoutMs)));
  signal?.addEventListener("abort", abort, { once: true });
  leave = start({
    resolve: (answer) => {
      over();
      resolve(answer);
    },
    reject: (reason) => {
      over();
      reject(reason);
    },
  });
  // The signal aborted while the attempt started.
  if (isOver) leave();
  return promise;
}
