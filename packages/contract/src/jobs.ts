import { z } from "zod";
import { answered } from "./ledger/balance.ts";
import { grantIdOut, holdIdOut, jobIdOut } from "./wire/ids.ts";
import { amountOut } from "./wire/money.ts";
import { commandInput, organizationInput } from "./wire/organization-input.ts";
import { callerRef } from "./wire/text.ts";
import { instantOut, quantityMs } from "./wire/time.ts";

export const jobMode = z.enum(["epochs", "timed"]);
export const jobState = z.enum(["running", "paused", "silent", "completed", "cancelled", "failed"]);

/** The cumulative quantity at the planned end of the next epoch. */
export const nextEpoch = z.strictObject({ untilMs: quantityMs });

/** GPUs in thousandths: up to a million of them. */
const unitsMilli = z
  .int("must be a whole number of thousandths")
  .min(1, "must be at least one thousandth of a unit")
  .max(1_000_000_000, "must be at most a million units");

const startTerms = {
  /** The caller's name for the job, unique in the organization. */
  job: callerRef,
  resource: callerRef,
  /** The kind of work, whose policy applies. */
  work: z.enum(["training", "endpoint", "storage", "network", "export"]).default("training"),
  mode: jobMode.default("epochs"),
  unitsMilli: unitsMilli.default(1000),
  project: callerRef.optional(),
  member: callerRef.optional(),
};

export const startJobInput = commandInput.extend({
  ...startTerms,
  /** Needed for a timed job: all of it is held. */
  estimateMs: quantityMs.optional(),
  /** Needed for a job in epochs: the end of the first one. */
  next: nextEpoch.optional(),
});

export const settleEpochInput = commandInput.extend({
  job: callerRef,
  /** Cumulative compute time. */
  quantityMs,
  /** `null` pauses. */
  next: nextEpoch.nullable(),
});

export const finishJobInput = commandInput.extend({ job: callerRef, quantityMs });

export const failJobInput = finishJobInput.extend({
  /** A failure of the platform charges only the epochs completed before. */
  fault: z.enum(["user", "platform"]),
});

export const resumeJobInput = commandInput.extend({ job: callerRef, next: nextEpoch.optional() });

export const jobAnswer = answered.extend({
  job: z.string(),
  id: jobIdOut,
  state: jobState,
  /** What the work should do now. */
  decision: z.enum(["continue", "pause", "stop"]),
  reason: z.enum(["insufficient_credit", "asked", "silent", "paused"]).nullable(),
  missing: amountOut.nullable(),
  charged: amountOut,
  chargedTotal: amountOut,
  held: amountOut,
  becameOwed: amountOut,
  flags: z.array(z.enum(["beyond_hold", "after_silence"])),
});

export const getJobInput = organizationInput.extend({ job: callerRef });

export const jobDetails = z.object({
  job: z.string(),
  id: jobIdOut,
  resource: z.string(),
  work: z.string(),
  mode: jobMode,
  state: jobState,
  /** Nano-USD per unit and hour, fixed at the start. */
  rateNanos: z.string(),
  unitsMilli: z.int(),
  estimateMs: z.int().nullable(),
  project: z.string().nullable(),
  member: z.string().nullable(),
  startedAt: instantOut,
  endedAt: instantOut.nullable(),
  reportedMs: z.int(),
  chargeableMs: z.int(),
  charged: amountOut,
  hold: z.object({ id: holdIdOut, open: amountOut, silentAt: instantOut.nullable() }).nullable(),
});

export const estimateJobInput = organizationInput.extend({
  ...startTerms,
  job: callerRef.optional(),
  /** How long the work is expected to run. */
  estimateMs: quantityMs,
  /** The length of an epoch; the whole job is one, if not given. */
  epochMs: quantityMs.min(1, "must be above zero").optional(),
});

export const jobEstimate = z.object({
  price: amountOut,
  rateNanos: z.string(),
  /** What the first hold would be, and the spendable credit that is asked for before it. */
  hold: amountOut,
  required: amountOut,
  spendable: amountOut,
  admitted: z.boolean(),
  /** What is missing to start. */
  missing: amountOut,
  /** The grants that would pay, in burn order. */
  paidBy: z.array(z.object({ grant: grantIdOut, amount: amountOut })),
  /** Credit that lapses while the job runs, in spite of it. */
  lapsing: amountOut,
  /** The cumulative quantity at which it would pause for want of credit. */
  pausesAtMs: z.int().nullable(),
});
