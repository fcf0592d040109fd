import type { TraceJob } from "../trace/trace-job.ts";
import { EndQueue, type EpochEnd } from "./end-queue.ts";
import { type EpochPlan, epochEndS, epochPlan } from "./epoch-plan.ts";

/** An event of a job: the job starts, one of its epochs ends, or the job ends. */
export interface TraceEvent {
  readonly kind: "start" | "epoch" | "end";
  /** Seconds since the start of the trace. */
  readonly atS: number;
  readonly job: TraceJob;
  readonly plan: EpochPlan;
  /** The number of the epoch that starts (always 1) or ends. */
  readonly epoch: number;
}

interface OpenEpoch extends EpochEnd {
  readonly job: TraceJob;
  readonly plan: EpochPlan;
  readonly epoch: number;
}

/**
 * Orders the events of one organization's jobs: by time, ends before starts, then by line.
 * The end of a job of length 0 follows its own start.
 * @source docs/trace-format.md#order
 */
export function* orderEvents(jobs: readonly TraceJob[]): Generator<TraceEvent> {
  const open = new EndQueue<OpenEpoch>();
  for (const job of jobs.toSorted((a, b) => a.startS - b.startS || a.line - b.line)) {
    yield* endsUntil(open, job.startS);
    const plan = epochPlan(job);
    yield { kind: "start", atS: job.startS, job, plan, epoch: 1 };
    open.push(openEpoch(job, plan, 1));
  }
  yield* endsUntil(open, Number.POSITIVE_INFINITY);
}

function* endsUntil(open: EndQueue<OpenEpoch>, untilS: number): Generator<TraceEvent> {
  for (let next = open.first; next !== undefined && next.atS <= untilS; next = open.first) {
    const { job, plan, epoch, atS } = next;
    open.pop();
    const isLast = epoch === plan.count;
    yield { kind: isLast ? "end" : "epoch", atS, job, plan, epoch };
    if (!isLast) open.push(openEpoch(job, plan, epoch + 1));
  }
}

function openEpoch(job: TraceJob, plan: EpochPlan, epoch: number): OpenEpoch {
  return { atS: job.startS + epochEndS(plan, epoch), line: job.line, job, plan, epoch };
}
