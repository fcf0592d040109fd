import { openBench } from "./bench.ts";
import type { Measured } from "./measure.ts";
import { MEASURES } from "./measures/index.ts";

export type { Measured } from "./measure.ts";
export { NotVerified } from "./verified.ts";

/** What of the ledger's bench is run, and how. */
export interface LedgerBenchOptions {
  /** The ids of measures; all where absent. */
  readonly only?: readonly string[];
  readonly rounds?: number;
  readonly quick?: boolean;
  /** What goes on, for people; it comes before the results. */
  readonly say: (line: string) => void;
  /** Each line of the table as soon as it is known. */
  readonly onMeasured?: (line: Measured) => void;
}

/** The measures there are, by id. */
export const LEDGER_MEASURES: readonly { readonly id: string; readonly title: string }[] = MEASURES;

/**
 * Measures the ledger against its baselines on one embedded PostgreSQL of its own, with default
 * durability and row-level security. Every database that was measured is verified afterwards.
 * @throws NotVerified where the ledger does not add up; RangeError for an id that is not there
 */
export async function benchLedger(options: LedgerBenchOptions): Promise<{ postgres: string; measures: Measured[] }> {
  const { only, rounds = 5, quick = false, say, onMeasured } = options;
  const unknown = only?.filter((id) => !MEASURES.some((measure) => measure.id === id)) ?? [];
  if (unknown.length > 0) throw new RangeError(`There is no measure ${unknown.join(", ")}.`);
  const { bench, close } = await openBench({ rounds, quick, say });
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
