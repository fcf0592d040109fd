import type { Bench, BenchRequest, BenchResult, Measured } from "../bench.ts";
import { live } from "./measures/live.ts";
import { paint } from "./measures/paint.ts";
import { scrolling } from "./measures/scrolling.ts";
import { weight } from "./measures/weight.ts";
import { openWebBench, type WebMeasure } from "./web-bench.ts";

const MEASURES: readonly WebMeasure[] = [weight, paint, live, scrolling];

export const WEB_MEASURES: Bench["measures"] = MEASURES;

/**
 * Measures the built pages in Chromium, served by an API process with an organization of 100,000 entries and twenty
 * running jobs. It verifies the ledger afterwards.
 */
export async function benchWeb({ only, rounds = 5, quick, say, onMeasured }: BenchRequest): Promise<BenchResult> {
  const { bench, postgres, close } = await openWebBench({ rounds: quick ? Math.min(3, rounds) : rounds, quick, say });
  try {
    const measures: Measured[] = [];
    for (const { id, title, run } of MEASURES.filter((measure) => only?.includes(measure.id) ?? true)) {
      say(`${id}: ${title}`);
      for (const measured of await run(bench)) {
        measures.push(measured);
        onMeasured(measured);
      }
    }
    return { postgres, measures };
  } catch (error) {
    // Print it now: closing everything may fail too, and hide this error.
    say(`stopped: ${error instanceof Error ? error.message : String(error)}`);
    throw error;
  } finally {
    await close();
  }
}
