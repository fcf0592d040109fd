import { z } from "zod";
import { defineTask } from "./define-task.ts";

/**
 * Compares the gateway's payments with the books. A worker sends it each hour, and after a restore with each sweep. Safe to
 * run twice: what is booked stays booked, and an interrupted run goes on where it stopped.
 */
export const reconcilePayments = defineTask({
  name: "payments.reconcile",
  payload: z.strictObject({}),
  queue: { policy: "exclusive", retryLimit: 0, expireInSeconds: 600, keepSeconds: 3_600 },
});
