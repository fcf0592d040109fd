import { openBench } from "./bench.ts";
import type { Measured } from "./measure.ts";
import { MEASURES } from "./measures/index.ts";

export type { Measured } from "./measure.ts";
export { NotVerified } from "./verified.ts";

/** The options of the ledger's bench. */
export interface LedgerBenchOptions {
  /** The ids of the measures to run; all if absent. */
  readonly only?: readonly string[];
  readonly rounds?: number;
  /** How many organizations the measure of due work has. */
  readonly size?: number;
  readonly quick?: boolean;
  /** Called with progress messages for people, which come before the results. */
  readonly say: (line: string) => void;
  /** Called with each line of the table as soon as it is known. */
  readonly onMeasured?: (line: Measured) => void;
}

/** All measures of the ledger's bench. */
export const LEDGER_MEASURES: readonly { readonly id: string; readonly title: string }[] = MEASURES;

/**
 * Measures the ledger against its baselines on its own embedded PostgreSQL, with default durability and row-level
 * security. It verifies every measured database afterwards.
 * @throws NotVerified if a ledger does not add up; RangeError for an unknown id
 */
export async function benchLedger(options: LedgerBenchOptions): Promise<{ postgres: string; measures: Measured[] }> {
  const { only, rounds = 5, quick = false, size = quick ? 2_000 : 10_000, say, onMeasured } = options;
  const unknown = only?.filter((id) => !MEASURES.some((measure) => measure.id === id)) ?? [];
  if (unknown.length > 0) throw new RangeError(`There is no measure ${unknown.join(", ")}.`);
  const { bench, close } = await openBench({ rounds, size, quick, say });
  try {
    const measures: Measured[] = [];
    for (const { id, title, run } of MEASURES.filter((measure) => only?.includes(measure.id) ?? true)) {
      say(`${id}: ${title}`);
      for (const line of await run(bench)) {
        measures.push(line);
        onMeasured?.(line);
      }
    }
    return { postgres: bench.server.version, measures };
  } finally {
    await close();
  }
}
