import type { TraceJob } from "../trace/trace-job.ts";

/** How a job is divided: `count - 1` epochs of `lengthS` seconds, and a last one that takes the rest. */
export interface EpochPlan {
  readonly count: number;
  readonly lengthS: number;
  /** The length of the whole job, in seconds. */
  readonly durationS: number;
}

/**
 * Divides a job into epochs. A timed job is one epoch. A job with fewer seconds than epochs has one for each second.
 * @source docs/trace-format.md#epochs
 */
export function epochPlan({
  mode,
  epochs,
  startS,
  endS,
}: Pick<TraceJob, "mode" | "epochs" | "startS" | "endS">): EpochPlan {
  const durationS = endS - startS;
  const requested = mode === "timed" ? 1 : epochs;
  const count = Math.min(requested, Math.max(1, durationS));
  return { count, lengthS: Math.max(1, Math.floor(durationS / requested)), durationS };
}

/** Seconds from the job's start to the end of an epoch. The first epoch is 1. */
export function epochEndS({ count, lengthS, durationS }: EpochPlan, epoch: number): number {
  return epoch < count ? epoch * lengthS : durationS;
}

/** The number of commands of a job that runs to its end: one start, then one for each epoch; the last one ends the job. */
export function commandCount(plan: EpochPlan): number {
  return plan.count + 1;
}
