import type { Ledger } from "../ledger.ts";

/**
 * Counts the tries of batches that fail, in all cells. A batch that fails in PostgreSQL is tried again in parts, and the
 * answers would not show the failure.
 * @returns a function that returns the number of failed tries since its last call
 */
export function countFailedTries(ledger: Pick<Ledger, "figures">): () => number {
  let counted = ledger.figures().failedTries;
  return () => {
    const { failedTries } = ledger.figures();
    const since = failedTries - counted;
    counted = failedTries;
    return since;
  };
}
