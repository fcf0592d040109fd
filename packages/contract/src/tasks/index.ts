export { DEAD_QUEUE, defineJob, type JobDefinition, type JobQueueTerms } from "./define-job.ts";
export { dueRun, dueSweep } from "./due.ts";
export { QUEUE_JOBS } from "./jobs.ts";
export { type OperatorsAlert, operatorsAlert } from "./operators-alert.ts";
