import type { BenchRequest, BenchResult } from "../bench.ts";
import { type Measure, openBench } from "./bench.ts";
import type { Measured } from "./measure.ts";

/**
 * Runs measures on an embedded PostgreSQL of their own, with default durability and row-level security. Each verifies the
 * databases that it wrote.
 * @throws NotVerified if a ledger does not add up; RangeError for an unknown id
 */
export async function runMeasures(all: readonly Measure[], request: BenchRequest): Promise<BenchResult> {
  const { only, rounds = 5, quick, size = quick ? 2_000 : 10_000, say, onMeasured } = request;
  const unknown = only?.filter((id) => !all.some((measure) => measure.id === id)) ?? [];
  if (unknown.length > 0) throw new RangeError(`There is no measure ${unknown.join(", ")}.`);
  const { bench, close } = await openBench({ rounds, size, quick, say });
  try {
    const measures: Measured[] = [];
    for (const { id, title, run } of all.filter((measure) => only?.includes(measure.id) ?? true)) {
      say(`${id}: ${title}`);
      for (const line of await run(bench)) {
        measures.push(line);
        onMeasured(line);
      }
    }
    return { postgres: bench.server.version, measures };
  } finally {
    await close();
  }
}
