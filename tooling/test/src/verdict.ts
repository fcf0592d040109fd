import { FAILED, sum, type Tally } from "./tally.ts";

/** Adds one failure if vitest exits with an error, or runs no test, and no test has failed. */
export function verdict(tally: Tally, exitedWithZero: boolean): Tally {
  const isComplete = tally.failed > 0 || (exitedWithZero && tally.passed > 0);
  return isComplete ? tally : sum([tally, FAILED]);
}
