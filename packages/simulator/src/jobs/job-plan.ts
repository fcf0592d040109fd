/** How a job ends. `lost`: its node is gone, nothing is reported any more, and the platform fails it later. */
export type JobEnd = "completed" | "cancelled" | "failed by user" | "failed by platform" | "lost";

/** The plan of one job, made before its start. */
export interface JobPlan {
  /** The caller's name of the job. */
  readonly ref: string;
  readonly resource: string;
  readonly unitsMilli: number;
  readonly project: string;
  readonly member: string;
  /** `timed`: held and charged as a whole. */
  readonly mode: "epochs" | "timed";
  readonly epochMs: number;
  /** The cumulative compute time at which the job ends, possibly within an epoch. */
  readonly endMs: number;
  readonly end: JobEnd;
  /** A person pauses the job once after so much compute time, the end of an epoch, and resumes it later; `null` for never. */
  readonly rest: { readonly afterMs: number; readonly forMs: number } | null;
  /** After so many pauses for lack of credit people cancel the job. */
  readonly patience: number;
}

/** The end of the epoch that goes on after so much compute time, as a cumulative quantity in milliseconds. */
export function epochEndMs(
  { epochMs, endMs, mode }: Pick<JobPlan, "epochMs" | "endMs" | "mode">,
  doneMs: number,
): number {
  if (mode === "timed") return endMs;
  return (Math.floor(doneMs / epochMs) + 1) * epochMs;
}
