import type { BenchRequest, BenchResult } from "../bench.ts";
import type { Measure } from "../ledger/bench.ts";
import { memory } from "../ledger/measures/memory.ts";
import { runMeasures } from "../ledger/run-measures.ts";
import { idle } from "./idle.ts";
import { loads } from "./loads.ts";
import { reads } from "./reads.ts";
import { watchers } from "./watchers.ts";

/** All measures of the way from a service to the ledger, in the order of the table. */
export const WIRE_MEASURES: readonly Measure[] = [idle, ...loads, reads, watchers, memory];

/**
 * Measures the typed client as it ships, with the API in a process of its own, against the ledger in process and against
 * a bare Fastify server.
 */
export function benchWire(request: BenchRequest): Promise<BenchResult> {
  return runMeasures(WIRE_MEASURES, request);
}
