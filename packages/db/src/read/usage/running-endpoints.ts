import type { Query } from "../../connection/query.ts";
import { type EndpointLine, endpointLine, endpointsNow } from "./endpoint-line.ts";

/** The endpoints that run. */
export interface RunningEndpoints {
  readonly count: number;
  /** The cost of an hour of all of them, in micro-USD. */
  readonly perHour: bigint;
  /** What all of them have accrued and nobody has settled, in micro-USD. */
  readonly accrued: bigint;
  /** Those that cost most an hour, the dearest first. */
  readonly dearest: readonly EndpointLine[];
}

/** Reads the running endpoints of an organization, in a transaction that reads more. */
export async function runningEndpoints(query: Query, orgId: string, dearest: number): Promise<RunningEndpoints> {
  const now = await endpointsNow(query, orgId);
  const lines = now.running.map((endpoint) => endpointLine(endpoint, now));
  const perHour = lines.reduce((sum, line) => sum + line.perHour, 0n);
  const byPrice = lines.toSorted((a, b) => (a.perHour === b.perHour ? 0 : a.perHour < b.perHour ? 1 : -1));
  return { count: lines.length, perHour, accrued: now.accrued, dearest: byPrice.slice(0, dearest) };
}
