import { backOffMs } from "./back-off.ts";
import type { UnavailableCode } from "./codes.ts";
import { Unavailable } from "./errors.ts";
import { failureOf } from "./failure.ts";
import type { Pace } from "./pace.ts";

/** A failed attempt that the client will repeat. */
export interface Retry {
  /** Such as `"holds.place"`. */
  readonly procedure: string;
  /** The number of the failed attempt; the first is 1. */
  readonly attempt: number;
  readonly waitMs: number;
  readonly code: UnavailableCode;
  readonly message: string;
}

export interface RetryTerms {
  readonly procedure: string;
  readonly idempotencyKey: string | null;
  /** How long after the first attempt a retry may begin. */
  readonly retryForMs: number;
  readonly signal: AbortSignal | undefined;
  readonly onRetry: ((retry: Retry) => void) | undefined;
  readonly conceal: (text: string) => string;
}

/**
 * Repeats an attempt until it succeeds, fails permanently, or the time for retries is over.
 * @throws ScripError; the signal's reason, if the caller aborts
 */
export async function withRetries<A>(run: () => Promise<A>, terms: RetryTerms, pace: Pace): Promise<A> {
  const { procedure, idempotencyKey, retryForMs, signal, onRetry, conceal } = terms;
  const startedAt = pace.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (thrown) {
      signal?.throwIfAborted();
      const failure = failureOf(thrown, conceal);
      if (failure.kind === "final") throw failure.error;
      const { facts, retryAfterMs } = failure;
      const waitMs = backOffMs(attempt, retryAfterMs, pace);
      if (pace.now() - startedAt + waitMs > retryForMs)
        throw new Unavailable(facts, { attempts: attempt, idempotencyKey, cause: new Error(failure.cause) });
      onRetry?.({ procedure, attempt, waitMs, code: facts.code, message: facts.message });
      await pace.sleep(waitMs, signal);
    }
  }
}
