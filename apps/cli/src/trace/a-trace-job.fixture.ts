import type { TraceJob } from "./trace-job.ts";

/** A job of a trace: an hour of one H100 in one epoch, unless `fields` say otherwise. */
export function aTraceJob(fields: Partial<TraceJob> = {}): TraceJob {
  const { line = 2 } = fields;
  return {
    line,
    job: `job-${line}`,
    org: "lab-00",
    project: "project-0",
    member: "member-0",
    resource: "gpu.h100-80gb",
    unitsMilli: 1000,
    mode: "epochs",
    epochs: 1,
    startS: 0,
    endS: 3600,
    state: "completed",
    ...fields,
  };
}
