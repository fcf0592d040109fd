import type { TaskDefinition } from "./define-task.ts";
import { dueRun, dueSweep } from "./due.ts";
import { operatorsAlert } from "./operators-alert.ts";
import { reconcilePayments } from "./reconcile-payments.ts";

/** Every kind of task: each has a queue in the database and a handler in the worker. */
export const QUEUE_TASKS: readonly TaskDefinition[] = [dueSweep, dueRun, operatorsAlert, reconcilePayments];
