import { TransientError } from "./errors.ts";

const RETRY_AFTER_MS = 1_000;

/** A database did not answer within a limit. */
export class NoAnswer extends TransientError {
  readonly limitMs: number;

  constructor(limitMs: number) {
    super("unavailable", `The database did not answer within ${limitMs} ms. Try again shortly.`, RETRY_AFTER_MS);
    this.limitMs = limitMs;
  }
}

/**
 * Waits for an answer of a database, but not longer than this. The statements that were sent go on.
 * @throws NoAnswer
 */
export async function within<Result>(limitMs: number, answer: Promise<Result>): Promise<Result> {
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new NoAnswer(limitMs)), limitMs);
  try {
    return await Promise.race([answer, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
