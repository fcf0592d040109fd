/** How a job of a trace ended, at `endS`. */
export type TraceState = "completed" | "cancelled" | "failed";

/** One valid line of a trace: a job that ran. */
export interface TraceJob {
  /** The line of the file; the first is 1. At the same time, an earlier line goes first. */
  readonly line: number;
  readonly job: string;
  readonly org: string;
  readonly project: string | null;
  readonly member: string | null;
  readonly resource: string;
  /** GPUs in thousandths. */
  readonly unitsMilli: number;
  readonly mode: "epochs" | "timed";
  /** As written in the trace. `epochPlan` computes the real number. */
  readonly epochs: number;
  /** Seconds since the start of the trace. */
  readonly startS: number;
  readonly endS: number;
  readonly state: TraceState;
}

/** A line that is skipped, and the reason. */
export interface InvalidLine {
  readonly line: number;
  readonly reason: string;
}

/** The columns of a trace, in the order in which `trace make` writes them. */
export const TRACE_COLUMNS = [
  "job_id",
  "org",
  "project",
  "member",
  "resource",
  "gpus_milli",
  "mode",
  "epochs",
  "start_s",
  "end_s",
  "state",
] as const;

export type TraceColumn = (typeof TRACE_COLUMNS)[number];

/** Second 0 of every trace: 2026-01-01T00:00:00.000Z, in milliseconds since 1970. */
export const TRACE_START_MS: number = Date.UTC(2026, 0, 1);
