import { z } from "zod";
import { defineJob } from "./define-job.ts";

/**
 * Looks for organizations of which something is due and wakes a `due.run` for each. Asked for each
 * minute, and at the moment at which something falls due. Safe to run twice.
 */
export const dueSweep = defineJob({
  name: "due.sweep",
  payload: z.strictObject({}),
  queue: { policy: "exclusive", retryLimit: 0, expireInSeconds: 120, keepSeconds: 3_600 },
});

/**
 * Runs what is due of one organization; keyed by it, so that a slow one does not pile up. Safe to run
 * twice: the ledger does nothing where the work is done.
 */
export const dueRun = defineJob({
  name: "due.run",
  payload: z.strictObject({ orgId: z.uuid() }),
  queue: { policy: "exclusive", retryLimit: 6, retryDelayMaxSeconds: 5, keepSeconds: 3_600 },
});
