import type { Pace } from "./pace.ts";

/** An attempt had no answer in its time. */
export class TimedOut extends Error {
  override readonly name = "TimedOut";

  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs / 1000} s`);
  }
}

/**
 * Runs one attempt for at most `timeoutMs`, or until the caller's signal aborts. What comes of it
 * afterwards is dropped, also where the transport does not heed the signal that it is given.
 * @throws TimedOut, or the caller's reason
 */
export async function inTime<A>(
  run: (signal: AbortSignal) => Promise<A>,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
  pace: Pace,
): Promise<A> {
  const { timeoutMs, signal } = limits;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = (reason: unknown) => {
    reject(reason);
    controller.abort(reason);
  };
  const abort = () => stop(signal?.reason);
  const callOff = pace.after(timeoutMs, () => stop(new TimedOut(timeoutMs)));
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([stopped, run(controller.signal)]);
  } finally {
    callOff();
    signal?.removeEventListener("abort", abort);
  }
}
