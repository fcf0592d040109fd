import { z } from "zod";
import { jobDetails, jobMode, jobState } from "./jobs.ts";
import { holdIdOut, jobIdOut } from "./wire/ids.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { callerRef, plainText } from "./wire/text.ts";
import { instantOut } from "./wire/time.ts";

export const listJobsInput = organizationInput.extend({
  states: z.array(jobState).min(1).max(6).optional(),
  project: callerRef.optional(),
  member: callerRef.optional(),
  resource: callerRef.optional(),
  /** The beginning of the caller's name for a job. */
  search: plainText(200).optional(),
  /** From the last page's `next`. */
  cursor: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(50),
});

/** A job as a line of a table. */
export const jobLine = z.object({
  job: z.string(),
  id: jobIdOut,
  resource: z.string(),
  work: z.string(),
  mode: jobMode,
  state: jobState,
  unitsMilli: z.int(),
  project: z.string().nullable(),
  member: z.string().nullable(),
  startedAt: instantOut,
  endedAt: instantOut.nullable(),
  chargeableMs: z.int(),
  charged: amountOut,
  /** What is on hold for it now. */
  held: amountOut,
  /** What an hour of it costs while it runs. */
  perHour: amountOut,
});

/** Newest start first. */
export const jobsPage = z.object({ jobs: z.array(jobLine), next: z.string().nullable() });

export const jobStoryInput = organizationInput.extend({
  job: callerRef,
  /** Epochs before this leg; from the newest, if not given. */
  beforeLeg: z.int().min(1).optional(),
  limit: z.int().min(1).max(500).default(200),
});

/** One report of a job and what it came to. */
const epochOut = z.object({
  leg: z.int(),
  at: instantOut,
  /** The entry that charged it; `null` where nothing moved. */
  seq: z.int().nullable(),
  fromMs: z.int(),
  untilMs: z.int(),
  reportedMs: z.int(),
  amount: amountOut,
  /** What the work was told; `null` for reports from before it was kept. */
  decision: z.enum(["continue", "pause", "stop"]).nullable(),
  reason: z.string().nullable(),
  /** What credit was missing to go on. */
  missing: amountOut.nullable(),
  flags: z.array(z.enum(["beyond_hold", "after_silence"])),
});

/** A hold of a job, with its one end. */
const jobHold = z.object({
  id: holdIdOut,
  state: z.enum(["open", "settled", "voided", "expired"]),
  reserved: amountOut,
  open: amountOut,
  settled: amountOut,
  released: amountOut,
  silentAt: instantOut.nullable(),
  /** The grants that fund it, in burn order. */
  slices: z.array(z.object({ source: z.string(), kind: z.enum(["promotional", "paid"]), open: amountOut })),
});

/** A job with everything that happened to it. */
export const jobStory = z.object({
  job: jobDetails,
  perHour: amountOut,
  /** The newest last. */
  epochs: z.array(epochOut),
  /** What to ask for as `beforeLeg` to see older epochs; `null` where there are none. */
  nextLeg: z.int().nullable(),
  /** The newest first. */
  holds: z.array(jobHold),
});
