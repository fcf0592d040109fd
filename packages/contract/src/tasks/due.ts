import { z } from "zod";
import { defineTask } from "./define-task.ts";

/**
 * Finds the organizations that have due work and sends a `due.run` for each. The worker sends it each
 * minute, and at the instant at which the next piece of work is due. Safe to run twice.
 */
export const dueSweep = defineTask({
  name: "due.sweep",
  payload: z.strictObject({}),
  queue: { policy: "exclusive", retryLimit: 0, expireInSeconds: 120, keepSeconds: 3_600 },
});

/**
 * Runs the due work of one organization. The organization's id is the key of its task, so that the tasks of a slow
 * organization do not pile up. Safe to run twice: work that is done is skipped.
 */
export const dueRun = defineTask({
  name: "due.run",
  payload: z.strictObject({ orgId: z.uuid() }),
  queue: { policy: "exclusive", retryLimit: 6, retryDelayMaxSeconds: 5, keepSeconds: 3_600 },
});
