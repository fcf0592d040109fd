import type { JobAnswer, JobEstimate } from "@scrip/domain/ledger";
import { shownPrice } from "@scrip/domain/usage/prices";
import { z } from "zod";
import { commandAnswer } from "./ledger/balance.ts";
import { budgetExceeded } from "./usage/budgets.ts";
import { grantIdOut, holdIdOut, jobIdOut } from "./wire/ids.ts";
import { amountOut, rateOut } from "./wire/money.ts";
import { commandInput, organizationInput } from "./wire/organization-input.ts";
import { priceShapeOut } from "./wire/price.ts";
import { renamed } from "./wire/renamed.ts";
import { callerRef } from "./wire/text.ts";
import { instantOut, quantityMs } from "./wire/time.ts";

export const jobMode = z.enum(["epochs", "timed"]);
export const jobState = z.enum(["running", "paused", "silent", "completed", "cancelled", "failed"]);
export const jobDecision = z.enum(["continue", "pause", "stop"]).meta({ description: "What the work should do now." });

/** Why a job should pause or stop. */
export const jobReason = z.enum([
  "insufficient_credit",
  "budget_exceeded",
  "overdraft_limit",
  "asked",
  "silent",
  "paused",
  "price_above_limit",
  "balance_above_limit",
  "user_fault",
  "platform_fault",
]);

/** The reasons to review a charge. */
export const chargeFlag = z
  .enum(["beyond_hold", "after_silence"])
  .meta({ description: "The charge went beyond its hold, or came after the job fell silent." });

const nextEpoch = z.strictObject({ untilMs: quantityMs }).meta({
  description: "The cumulative compute time at the planned end of the next epoch, above the quantity that is done.",
});

const unitsMilli = z
  .int("must be a whole number of thousandths")
  .min(1, "must be at least one thousandth of a unit")
  .max(1_000_000_000, "must be at most a million units")
  .meta({ description: "GPUs, or other units of the resource, in thousandths." });

/** The terms of a job to start, to estimate or to try out. */
export const startTerms = {
  job: callerRef.meta({ description: "The caller's name for the job, unique in the organization." }),
  resource: callerRef,
  work: z
    .enum(["training", "endpoint", "storage", "network", "export"])
    .default("training")
    .meta({ description: "The kind of work, whose policy applies." }),
  mode: jobMode.default("epochs"),
  unitsMilli: unitsMilli.default(1000),
  project: callerRef.optional(),
  member: callerRef.optional(),
};

/** The input of `jobs.start`. */
export const startJobInput = commandInput
  .extend({
    ...startTerms,
    estimateMs: quantityMs
      .optional()
      .meta({ description: "Required for a timed job, which holds credit for all of it." }),
    next: nextEpoch.optional().meta({ description: "Required for a job in epochs: the end of the first epoch." }),
  })
  .meta({ description: "A job to start." });

/** The input of `jobs.settleEpoch`. */
export const settleEpochInput = commandInput
  .extend({
    job: callerRef,
    quantityMs: quantityMs.meta({
      description: "Cumulative compute time, in milliseconds: at most 5 s above the running time of the job.",
    }),
    next: nextEpoch.nullable().meta({ description: "The next epoch; null pauses the job." }),
  })
  .meta({ description: "An epoch that ended, and the next one." });

/** The input of `jobs.complete` and `jobs.cancel`. */
export const finishJobInput = commandInput
  .extend({ job: callerRef, quantityMs })
  .meta({ description: "A job that ended, with its cumulative compute time." });

/** The input of `jobs.fail`. */
export const failJobInput = finishJobInput
  .extend({
    fault: z
      .enum(["user", "platform"])
      .meta({ description: "If the platform failed, only the epochs completed before are charged." }),
  })
  .meta({ description: "A job that failed, with its cumulative compute time." });

/** The input of `jobs.resume`. */
export const resumeJobInput = commandInput
  .extend({ job: callerRef, next: nextEpoch.optional() })
  .meta({ description: "A paused or silent job to admit again." });

/**
 * The output of every command on a job. In the ledger's answers, which are stored, `job` is our id and `ref` the
 * caller's name for the job. On the wire they are `id` and `job`.
 */
export const jobAnswer = renamed(
  commandAnswer.extend({
    job: z.string(),
    id: jobIdOut,
    state: jobState,
    decision: jobDecision,
    reason: jobReason
      .nullable()
      .meta({ description: "Why the work should pause or, at a limit, stop; or whose fault its failure was." }),
    missing: amountOut.nullable().meta({ description: "The credit that is missing to continue." }),
    budget: budgetExceeded
      .nullable()
      .default(null)
      .meta({ description: "The budget that has no room, if the reason is `budget_exceeded`." }),
    charged: amountOut.meta({ description: "Charged by this command." }),
    chargedTotal: amountOut,
    held: amountOut.meta({ description: "The credit that is on hold for the job now." }),
    becameOwed: amountOut.meta({ description: "The part of the charge that credit did not cover." }),
    flags: z.array(chargeFlag).readonly(),
  }),
  ({ job: jobId, ref: jobRef, ...rest }: JobAnswer) => ({ ...rest, id: jobId, job: jobRef }),
).meta({ description: "A job and the balance after a command on it." });

/** The input of `jobs.get`. */
export const getJobInput = organizationInput
  .extend({ job: callerRef })
  .meta({ description: "A job, by the caller's name for it." });

/** The output of `jobs.get`. */
export const jobDetails = z
  .object({
    job: z.string(),
    id: jobIdOut,
    resource: z.string(),
    work: z.string(),
    mode: jobMode,
    state: jobState,
    rateNanos: rateOut.meta({ description: "Nano-dollars per unit and hour, fixed at the start." }),
    priceShape: priceShapeOut.nullable().meta({ description: "The price beyond a plain rate; `rateNanos` is then 0." }),
    unitsMilli: z.int(),
    estimateMs: z.int().nullable(),
    project: z.string().nullable(),
    member: z.string().nullable(),
    startedAt: instantOut,
    endedAt: instantOut.nullable(),
    pausedMs: z.int().meta({ description: "The total of all pauses that have ended." }),
    reportedMs: z.int(),
    chargeableMs: z.int(),
    charged: amountOut,
    hold: z.object({ id: holdIdOut, open: amountOut, silentAt: instantOut.nullable() }).nullable(),
  })
  .meta({ description: "A job and its open hold." });

/** The input of `jobs.estimate`. */
export const estimateJobInput = organizationInput
  .extend({
    ...startTerms,
    job: callerRef.optional(),
    estimateMs: quantityMs.meta({ description: "How long the work is expected to run, in milliseconds." }),
    epochMs: quantityMs
      .min(1, "must be above zero")
      .optional()
      .meta({ description: "The length of an epoch; the whole job is one epoch, if not given." }),
  })
  .meta({ description: "A job to estimate. Nothing is started." });

/** The output of `jobs.estimate`. Inside, the rate is `rate` and a grant's id is `grantId`. */
export const jobEstimate = renamed(
  z.object({
    price: amountOut,
    rateNanos: rateOut,
    priceShape: priceShapeOut.nullable().meta({ description: "The price beyond a plain rate; `rateNanos` is then 0." }),
    hold: amountOut.meta({ description: "The amount of the first hold." }),
    required: amountOut.meta({ description: "The spendable credit that a start requires." }),
    spendable: amountOut,
    admitted: z.boolean(),
    missing: amountOut.meta({ description: "The credit that is missing to start." }),
    paidBy: z
      .array(z.object({ grant: grantIdOut, amount: amountOut }))
      .readonly()
      .meta({ description: "The grants that would pay, in burn order." }),
    lapsing: amountOut.meta({ description: "Credit that expires while the job runs, unused." }),
    pausesAtMs: z
      .int()
      .nullable()
      .meta({ description: "The cumulative compute time at which the job would pause for lack of credit." }),
  }),
  ({ rate, shape, paidBy, ...rest }: JobEstimate) => ({
    ...rest,
    rateNanos: rate,
    priceShape: shape && shownPrice(shape),
    paidBy: paidBy.map(({ grantId, amount }) => ({ grant: grantId, amount })),
  }),
).meta({ description: "The cost of a job, and how long credit would pay for it." });
