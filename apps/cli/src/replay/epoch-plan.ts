import type { TraceJob } from "../trace/trace-job.ts";

/** How a job is cut: `count - 1` epochs of `lengthS` seconds, and a last one that takes the rest. */
export interface EpochPlan {
  readonly count: number;
  readonly lengthS: number;
  /** The whole job. */
  readonly durationS: number;
}

/**
 * Cuts a job into epochs. A timed job is one; a job shorter than its number of epochs has one for each second.
 * @source docs/trace-format.md#epochs
 */
export function epochPlan({
  mode,
  epochs,
  startS,
  endS,
}: Pick<TraceJob, "mode" | "epochs" | "startS" | "endS">): EpochPlan {
  const durationS = endS - startS;
  const wanted = mode === "timed" ? 1 : epochs;
  const count = Math.min(wanted, Math.max(1, durationS));
  return { count, lengthS: Math.max(1, Math.floor(durationS / wanted)), durationS };
}

/** The cumulative seconds at the end of an epoch, counted from 1. */
export function epochEndS({ count, lengthS, durationS }: EpochPlan, epoch: number): number {
  return epoch < count ? epoch * lengthS : durationS;
}

/** How many commands a job takes that runs to its end: a start, its epochs and, in the place of the last one, its end. */
export function commandCount(plan: EpochPlan): number {
  return plan.count + 1;
}
