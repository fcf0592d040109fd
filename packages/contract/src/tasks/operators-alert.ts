import { z } from "zod";
import { defineTask } from "./define-task.ts";

/** An alert: the event, and the ids that it concerns. */
const alert = z.discriminatedUnion("about", [
  /** A piece of due work failed too often; the sweeps skip it. */
  z.strictObject({
    about: z.literal("due_parked"),
    orgId: z.uuid(),
    kind: z.string(),
    refId: z.uuid(),
    problem: z.string(),
  }),
  /** Work of the platform failed too often; the sweeps skip it. */
  z.strictObject({
    about: z.literal("platform_due_parked"),
    kind: z.string(),
    ref: z.string(),
    problem: z.string(),
  }),
  /** A task failed by an error of Scrip; it waits in the dead letter queue. `job` is its name, `jobId` its id. */
  z.strictObject({ about: z.literal("job_dead"), job: z.string(), jobId: z.uuid(), problem: z.string() }),
]);

/** The payload of an alert. */
export type OperatorsAlert = z.infer<typeof alert>;

/** Alerts the operators. Safe to run twice: a run that was interrupted alerts a second time. */
export const operatorsAlert = defineTask({
  name: "operators.alert",
  payload: alert,
  queue: { retryLimit: 20, keepSeconds: 30 * 86_400 },
});
