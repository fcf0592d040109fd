import type { WorkOptions } from "pg-boss";
import type { TaskHandler } from "../handle.ts";
import { dueRunHandler } from "./due-run.ts";
import { dueSweepHandler } from "./due-sweep.ts";
import { operatorsAlertHandler } from "./operators-alert.ts";
import { reconcilePaymentsHandler } from "./reconcile-payments.ts";

/** How many tasks of a kind a process runs at once. */
type Share = Pick<WorkOptions, "batchSize" | "localConcurrency">;

/** Every handler, and the number of its tasks that run at once. */
export const HANDLERS: readonly (readonly [TaskHandler, Share])[] = [
  [dueSweepHandler, { batchSize: 1, localConcurrency: 1 }],
  // Many tasks run together, so that the ledger writes their organizations in one batch.
  [dueRunHandler, { batchSize: 64, localConcurrency: 1 }],
  [operatorsAlertHandler, { batchSize: 8, localConcurrency: 1 }],
  [reconcilePaymentsHandler, { batchSize: 1, localConcurrency: 1 }],
];
