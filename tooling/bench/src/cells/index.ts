import type { BenchRequest, BenchResult, Measured } from "../bench.ts";
import { MEASURES } from "./measures.ts";

/** All measures of a deployment with cells. */
export const CELLS_MEASURES: readonly { readonly id: string; readonly title: string }[] = MEASURES;

/**
 * Measures cells on embedded servers against one server. Each database is verified afterwards.
 * @throws NotVerified if a ledger does not add up
 */
export async function benchCells(request: BenchRequest): Promise<BenchResult> {
  const { only, say, onMeasured } = request;
  let postgres: string | null = null;
  const measures: Measured[] = [];
  for (const measure of MEASURES.filter(({ id }) => only?.includes(id) ?? true)) {
    say(`${measure.id}: ${measure.title}`);
    const figures = await measure.run(request);
    postgres = figures.postgres;
    for (const line of figures.lines) {
      measures.push(line);
      onMeasured(line);
    }
  }
  return { postgres, measures };
}
