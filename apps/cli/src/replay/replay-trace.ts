import type { Trace } from "../trace/read-trace.ts";
import type { TraceJob } from "../trace/trace-job.ts";
import { commandCount, epochPlan } from "./epoch-plan.ts";
import { type Run, replayOrganization } from "./replay-organization.ts";
import { sideBySide } from "./side-by-side.ts";

/** The number of events in a trace, which is the total of the progress bar. */
export function eventCount({ jobsByOrg }: Trace): number {
  return [...jobsByOrg.values()].reduce((count, jobs) => count + eventsOf(jobs), 0);
}

/**
 * Replays the organizations of a trace in parallel, those with the most events first.
 * If a large one started last, the run would wait for it alone.
 * @returns the ids of the organizations
 */
export async function replayTrace(run: Omit<Run, "signal">, { jobsByOrg }: Trace, atOnce: number): Promise<string[]> {
  const organizations = [...jobsByOrg]
    .map(([name, jobs]) => ({ name, jobs, events: eventsOf(jobs) }))
    .toSorted((a, b) => b.events - a.events);
  return sideBySide(organizations, atOnce, ({ name, jobs }, signal) =>
    replayOrganization({ ...run, signal }, name, jobs),
  );
}

function eventsOf(jobs: readonly TraceJob[]): number {
  return jobs.reduce((count, job) => count + commandCount(epochPlan(job)), 0);
}
