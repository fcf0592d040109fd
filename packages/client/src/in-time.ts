import { deferred } from "./deferred.ts";
import type { Pace } from "./pace.ts";

/** An attempt got no answer within its time-out. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";

  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs / 1000} s`);
  }
}

/**
 * Runs one attempt for at most `timeoutMs`, or until the caller's signal aborts. A later answer is ignored,
 * also if the transport does not react to the signal.
 * @throws TimedOut, or the reason of the caller's signal
 */
export async function inTime<A>(
  run: (signal: AbortSignal) => Promise<A>,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
  pace: Pace,
): Promise<A> {
  const { timeoutMs, signal } = limits;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const { promise: stopped, reject } = deferred<never>();
  const stop = (reason: unknown) => {
    reject(reason);
    controller.abort(reason);
  };
  const abort = () => stop(signal?.reason);
  const cancelTimer = pace.after(timeoutMs, () => stop(new TimedOut(timeoutMs)));
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([stopped, run(controller.signal)]);
  } finally {
    cancelTimer();
    signal?.removeEventListener("abort", abort);
  }
}
