import type { WorkOptions } from "pg-boss";
import type { TaskHandler } from "../handle.ts";
import { dueRunHandler } from "./due-run.ts";
import { dueSweepHandler } from "./due-sweep.ts";
import { operatorsAlertHandler } from "./operators-alert.ts";

/** How many tasks of a kind a process takes at once. */
type Share = Pick<WorkOptions, "batchSize" | "localConcurrency">;

/** Every handler, and its share of the process. */
export const HANDLERS: readonly (readonly [TaskHandler, Share])[] = [
  [dueSweepHandler, { batchSize: 1, localConcurrency: 1 }],
  // Together, so that the ledger takes organizations into one batch.
  [dueRunHandler, { batchSize: 32, localConcurrency: 2 }],
  [operatorsAlertHandler, { batchSize: 8, localConcurrency: 1 }],
];
