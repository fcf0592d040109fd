import type { BenchRequest, BenchResult } from "../bench.ts";
import { MEASURES } from "./measures/index.ts";
import { runMeasures } from "./run-measures.ts";

export { NotVerified } from "./verified.ts";

/** All measures of the ledger's bench. */
export const LEDGER_MEASURES: readonly { readonly id: string; readonly title: string }[] = MEASURES;

/** Measures the ledger against its baselines. */
export function benchLedger(request: BenchRequest): Promise<BenchResult> {
  return runMeasures(MEASURES, request);
}
