import type { CellWatch } from "./cell-guard.ts";
import { TransientError } from "./errors.ts";
import { NoAnswer, within } from "./within.ts";

/** After this time, a reading without a limit of its own asks whether the cell answers at all. */
const PATIENCE_MS = 2_000;
const RETRY_AFTER_MS = 1_000;

/**
 * Reads in a cell for an answer over all cells. A cell that hangs accepts connections and never answers. The first reading waits
 * and finds that out; the next ones fail at once until the cell answers again. A cell that is only slow is waited for.
 * @param watch of the cell; `null` in a deployment that names no cells
 * @param limitMs the most that the reading may take, if it has a limit
 * @throws TransientError `unavailable`
 */
export async function unlessItHangs<Result>(
  watch: CellWatch | null,
  read: () => Promise<Result>,
  limitMs?: number,
): Promise<Result> {
  if (watch?.hangs() === true)
    throw new TransientError("unavailable", "The database does not answer. Try again shortly.", RETRY_AFTER_MS);
  if (limitMs !== undefined) return inTime(watch, limitMs, read());
  return watch === null ? read() : whileItAnswers(watch, read());
}

async function inTime<Result>(watch: CellWatch | null, limitMs: number, answer: Promise<Result>): Promise<Result> {
  try {
    return await within(limitMs, answer);
  } catch (error) {
    if (error instanceof NoAnswer) watch?.suspect();
    throw error;
  }
}

async function whileItAnswers<Result>(watch: CellWatch, answer: Promise<Result>): Promise<Result> {
  const settled = answer.then(
    () => true,
    () => true,
  );
  while (!(await within(PATIENCE_MS, settled).catch(() => false)))
    if (!(await watch.answers())) throw new NoAnswer(PATIENCE_MS);
  return answer;
}
