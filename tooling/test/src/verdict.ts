import { FAILED, sum, type Tally } from "./tally.ts";

/** A run that ends badly, or that ran no test, counts as one failure although no test says so. */
export function verdict(tally: Tally, endedWell: boolean): Tally {
  const isTold = tally.failed > 0 || (endedWell && tally.passed > 0);
  return isTold ? tally : sum([tally, FAILED]);
}
