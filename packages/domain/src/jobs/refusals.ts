import type { RefusalPart } from "../refusal/part.ts";

/** Refusals about metered jobs. `job` is the caller's own name of the job. */
export const JOB_REFUSALS = {
  job_not_found: {
    kind: "missing",
    meaning: "The organization has no job of this name.",
    isTemporary: true,
    data: { job: "text" },
  },
  job_exists: {
    kind: "conflict",
    meaning: "The organization has a job of this name already.",
    data: { job: "text", state: "text" },
  },
  job_closed: {
    kind: "conflict",
    meaning: "The job has ended.",
    data: { job: "text", state: "text" },
  },
  job_running: {
    kind: "conflict",
    meaning: "The job is running, so it cannot be resumed.",
    isTemporary: true,
    data: { job: "text" },
  },
  job_not_in_epochs: {
    kind: "conflict",
    meaning: "The job is timed, so it is charged once, at its end, and not by epochs.",
    data: { job: "text" },
  },
  quantity_goes_back: {
    kind: "unprocessable",
    meaning: "The reported quantity is below the quantity of an earlier report.",
    data: { job: "text", reportedMs: "milliseconds", lastMs: "milliseconds" },
  },
  quantity_ahead_of_time: {
    kind: "unprocessable",
    meaning: "The reported quantity is above the running time of the job and the clock tolerance of 5 seconds.",
    isTemporary: true,
    data: { job: "text", reportedMs: "milliseconds", runningMs: "milliseconds" },
  },
  next_not_ahead: {
    kind: "unprocessable",
    meaning: "The next epoch does not end after the quantity that is done.",
    data: { job: "text", untilMs: "milliseconds", quantityMs: "milliseconds" },
  },
  next_missing: {
    kind: "unprocessable",
    meaning: "The job runs in epochs, and the request does not say where the next one ends.",
    data: { job: "text" },
  },
  estimate_missing: {
    kind: "unprocessable",
    meaning: "The start depends on the price of the whole job: of a timed one, or by its policy.",
    data: { job: "text" },
  },
  price_above_limit: {
    kind: "unprocessable",
    meaning:
      "The price of the job or of the usage is above the limit, for an hour, or in all with what was charged before.",
    data: { price: "amount", limit: "amount" },
  },
} as const satisfies RefusalPart;
