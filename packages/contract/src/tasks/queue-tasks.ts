import type { JobDefinition } from "./define-job.ts";
import { dueRun, dueSweep } from "./due.ts";
import { operatorsAlert } from "./operators-alert.ts";

/** Every kind of job: each has a queue in the database and a handler in the worker. */
export const QUEUE_JOBS: readonly JobDefinition[] = [dueSweep, dueRun, operatorsAlert];
