import { z } from "zod";
import { defineJob } from "./define-job.ts";

/** What operators are told: what happened, and to what. */
const alert = z.discriminatedUnion("about", [
  /** A piece of due work failed too often and is left out of the sweeps. */
  z.strictObject({
    about: z.literal("due_parked"),
    orgId: z.uuid(),
    kind: z.string(),
    refId: z.uuid(),
    problem: z.string(),
  }),
  /** A job could not be carried out by our own fault; it waits in the dead letter queue. */
  z.strictObject({ about: z.literal("job_dead"), job: z.string(), jobId: z.uuid(), problem: z.string() }),
]);

export type OperatorsAlert = z.infer<typeof alert>;

/** Tells the operators of something that needs a hand. Told twice where the telling was cut off. */
export const operatorsAlert = defineJob({
  name: "operators.alert",
  payload: alert,
  queue: { retryLimit: 20, keepSeconds: 30 * 86_400 },
});
