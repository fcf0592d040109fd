import { z } from "zod";
import { chargeFlag, jobDecision, jobDetails, jobMode, jobReason, jobState } from "./jobs.ts";
import { grantKind } from "./ledger/grants.ts";
import { holdState } from "./ledger/holds.ts";
import { grantNamed } from "./lineage.ts";
import { budgetExceeded } from "./usage/budgets.ts";
import { cursor, MAX_INTEGER } from "./wire/cursor.ts";
import { holdIdOut, jobIdOut } from "./wire/ids.ts";
import { amountOut, rateOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { priceShapeOut } from "./wire/price.ts";
import { callerRef, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

const jobSort = z.enum(["started", "used", "time", "rate"]);

/** The end of a page of jobs: what they are sorted by, and the value and the id of its last job. */
const { cursorIn, cursorOut } = cursor<{ sort: z.infer<typeof jobSort>; value: bigint; id: string }>({
  maxLength: 200,
  write: ({ sort, value, id }) => `${sort}.${value}.${id}`,
  read: (text) => {
    const [, word, value, id] = CURSOR.exec(text) ?? [];
    const sort = jobSort.safeParse(word);
    if (!sort.success || value === undefined || id === undefined) return null;
    // Times and amounts have fewer digits than PostgreSQL's numbers; only a price per hour may have more.
    if (sort.data !== "rate" && value.length > (sort.data === "started" ? 13 : 18)) return null;
    return { sort: sort.data, value: BigInt(value), id };
  },
});
const CURSOR = /^([a-z]+)\.(\d{1,30})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

const jobsFilter = organizationInput.extend({
  states: z.array(jobState).min(1).max(6).optional(),
  project: callerRef.optional(),
  member: callerRef.optional(),
  resource: callerRef.optional(),
  search: plainText(200).optional().meta({ description: "A part of the caller's name for a job, in any case." }),
  from: instantIn.optional().meta({ description: "Jobs that started at or after this instant." }),
  until: instantIn.optional().meta({ description: "Jobs that started before this instant." }),
});

const jobsOrder = {
  sort: jobSort.default("started").meta({
    description: "The start, the amount that was used, the billed time, or the price per hour.",
  }),
  direction: z.enum(["asc", "desc"]).default("desc"),
};

/** The input of `jobs.list`. */
export const listJobsInput = jobsFilter
  .extend({ ...jobsOrder, cursor: cursorIn.optional(), limit: z.int().min(1).max(200).default(50) })
  .refine(({ sort, cursor: after }) => after === undefined || after.sort === sort, {
    path: ["cursor"],
    message: "must be the `next` of a page with the same `sort`",
  })
  .meta({ description: "A page of jobs; parts of the filter are joined by `and`." });

/** The input of `jobs.sum`. */
export const sumJobsInput = jobsFilter.meta({ description: "The jobs to add up." });

/** The query of the file of jobs. */
export const downloadJobsInput = jobsFilter.extend(jobsOrder).meta({ description: "The jobs of a file." });

/** The output of `jobs.sum`. */
export const jobsSum = z
  .object({
    count: z.int(),
    runningCount: z.int(),
    chargeableMs: z.int(),
    charged: amountOut,
    held: amountOut.meta({ description: "The credit that is on hold for them now." }),
    perHour: amountOut.meta({ description: "The cost of an hour of those that run now." }),
  })
  .meta({ description: "The sums of the filtered jobs." });

/** A job as a line of a table. */
export const jobLine = z
  .object({
    job: z.string(),
    id: jobIdOut,
    resource: z.string(),
    work: z.string(),
    mode: jobMode,
    state: jobState,
    rateNanos: rateOut,
    priceShape: priceShapeOut.nullable().meta({ description: "The price beyond a plain rate; `rateNanos` is then 0." }),
    unitsMilli: z.int(),
    project: z.string().nullable(),
    member: z.string().nullable(),
    startedAt: instantOut,
    endedAt: instantOut.nullable(),
    pausedMs: z.int(),
    chargeableMs: z.int(),
    charged: amountOut,
    held: amountOut.meta({ description: "The credit that is on hold for the job now." }),
    perHour: amountOut.meta({ description: "The cost of an hour of the job while it runs." }),
    pause: z
      .object({
        reason: jobReason,
        missing: amountOut.nullable().meta({ description: "The credit that was missing for the next epoch." }),
      })
      .nullable()
      .meta({ description: "Why the job is paused; null if it is not, or if the reason was not recorded." }),
  })
  .meta({ description: "A job as a line of a table." });

/** The output of `jobs.list`. */
export const jobsPage = z
  .object({ jobs: z.array(jobLine).readonly(), next: cursorOut.nullable() })
  .meta({ description: "A page of jobs." });

/** The input of `jobs.story`. */
export const jobStoryInput = organizationInput
  .extend({
    job: callerRef,
    beforeLeg: z
      .int()
      .min(1)
      .max(MAX_INTEGER)
      .optional()
      .meta({ description: "Epochs before this leg; the newest epochs, if not given." }),
    limit: z.int().min(1).max(500).default(200),
  })
  .meta({ description: "A job, by the caller's name for it, and a page of its epochs." });

const epochOut = z
  .object({
    leg: z.int(),
    at: instantOut,
    seq: z.int().nullable().meta({ description: "The entry that charged the epoch; null if nothing moved." }),
    fromMs: z.int(),
    untilMs: z.int(),
    reportedMs: z.int(),
    amount: amountOut,
    decision: jobDecision.nullable().meta({ description: "The decision that the work received, if it is known." }),
    reason: z.string().nullable(),
    missing: amountOut.nullable().meta({ description: "The credit that was missing to continue." }),
    budget: budgetExceeded.nullable().meta({ description: "The budget that had no room, if it is known." }),
    flags: z.array(chargeFlag).readonly(),
  })
  .meta({ description: "One report of a job, and its cost." });

const sliceOut = z.object({ source: z.string(), kind: grantKind, open: amountOut });

const jobHold = z
  .object({
    id: holdIdOut,
    state: holdState,
    reserved: amountOut,
    open: amountOut,
    settled: amountOut,
    released: amountOut,
    silentAt: instantOut.nullable(),
    slices: z.array(sliceOut).readonly().meta({ description: "The grants that fund the hold, in burn order." }),
  })
  .meta({ description: "A hold of a job." });

/** The output of `jobs.story`. */
export const jobStory = z
  .object({
    job: jobDetails,
    perHour: amountOut,
    unbilled: amountOut.meta({ description: "The price of the reported time that is not billed." }),
    epochs: z.array(epochOut).readonly().meta({ description: "The newest last." }),
    nextLeg: z.int().nullable().meta({ description: "The `beforeLeg` of older epochs; null if there are none." }),
    holds: z.array(jobHold).readonly().meta({ description: "The newest first." }),
  })
  .meta({ description: "A job with its epochs and holds." });

/** The input of `jobs.lineage`. */
export const jobLineageInput = organizationInput
  .extend({ job: callerRef })
  .meta({ description: "A job, by the caller's name for it." });

/** The output of `jobs.lineage`. `charged` is the sum of `paidBy`, `open` and `forgiven`. */
export const jobLineage = z
  .object({
    charged: amountOut,
    paidBy: z
      .array(grantNamed.extend({ amount: amountOut, throughDebt: amountOut }))
      .readonly()
      .meta({ description: "The amount that each grant paid, in burn order, and the part of it that paid debts." }),
    open: amountOut,
    forgiven: amountOut,
  })
  .meta({ description: "The credit that paid the charges of a job." });
