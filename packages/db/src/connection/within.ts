import { TransientError } from "./errors.ts";

const RETRY_AFTER_MS = 1_000;

/**
 * Waits for an answer of a database, but not longer than this. The statements that were sent go on.
 * @throws TransientError `unavailable`
 */
export async function within<Result>(limitMs: number, answer: Promise<Result>): Promise<Result> {
  const limit = Promise.withResolvers<never>();
  const late = `The database did not answer within ${limitMs} ms. Try again shortly.`;
  const timer = setTimeout(() => limit.reject(new TransientError("unavailable", late, RETRY_AFTER_MS)), limitMs);
  try {
    return await Promise.race([answer, limit.promise]);
  } finally {
    clearTimeout(timer);
  }
}
