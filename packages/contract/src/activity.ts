import { z } from "zod";
import { chargeFlag } from "./jobs.ts";
import { balanceOut } from "./ledger/balance.ts";
import { causeOut, namedActorOut } from "./ledger/entries.ts";
import { grantKind } from "./ledger/grants.ts";
import { ascendingDays } from "./wire/days.ts";
import { grantIdOut } from "./wire/ids.ts";
import { amountOut, rateOut, signedAmountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { priceShapeOut } from "./wire/price.ts";
import { callerRef, plainText } from "./wire/text.ts";
import { instantIn, instantOut } from "./wire/time.ts";

const entryKind = z.enum([
  "grant_scheduled",
  "grant_cancelled",
  "grant_issued",
  "grant_expired",
  "grant_revoked",
  "grant_reinstated",
  "hold_placed",
  "hold_grown",
  "hold_released",
  "hold_voided",
  "hold_expired",
  "settled",
  "charged",
  "debt_forgiven",
]);

const activityFilter = organizationInput.extend({
  kinds: z
    .array(entryKind)
    .min(1)
    .max(entryKind.options.length)
    .optional()
    .meta({ description: "Any of these; all kinds, if not given." }),
  project: callerRef.optional(),
  member: callerRef.optional(),
  resource: callerRef.optional(),
  job: callerRef.optional().meta({ description: "Entries of one job, by the caller's name for it." }),
  from: instantIn.optional().meta({ description: "Entries at or after this instant." }),
  until: instantIn.optional().meta({ description: "Entries before this instant." }),
});

/** The input of `activity.list`. */
export const listActivityInput = activityFilter
  .extend({
    before: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "Entries before this number; from the newest entry, if not given." }),
    limit: z.int().min(1).max(500).default(50),
  })
  .meta({ description: "A page of activities, newest first; parts of the filter are joined by `and`." });

/** The input of `activity.sum`. */
export const sumActivityInput = activityFilter.meta({
  description: "The activities to add up; parts of the filter are joined by `and`.",
});

const lineBalance = balanceOut.extend({
  total: signedAmountOut.meta({ description: "available + reserved - owed; with a minus sign below zero." }),
});

/** One entry, as a member reads it. */
export const activityLine = z
  .object({
    seq: z.int(),
    at: instantOut,
    kind: entryKind,
    net: signedAmountOut.meta({
      description: "The change of available + reserved - owed; with a minus sign if the organization lost credit.",
    }),
    reservedBy: signedAmountOut.meta({ description: "The change of reserved credit; with a minus sign if it fell." }),
    balance: lineBalance.meta({ description: "The balance after the entry." }),
    job: z.string().nullable().meta({ description: "The job of the entry, by the caller's name for it." }),
    resource: z.string().nullable(),
    project: z.string().nullable(),
    member: z.string().nullable(),
    grant: z
      .object({ id: grantIdOut, source: z.string(), kind: grantKind })
      .nullable()
      .meta({ description: "The grant of the entry, if it concerns exactly one grant." }),
  })
  .meta({ description: "One entry, as a member reads it." });

/** The output of `activity.list`. */
export const activityPage = z
  .object({
    lines: z.array(activityLine).readonly(),
    next: z.int().nullable().meta({ description: "The `before` of the next page; null on the last page." }),
  })
  .meta({ description: "A page of activities." });

/** The sums of some activities: `total` = `added` - `used` - `lost`. */
const sums = z.object({
  count: z.int(),
  added: amountOut.meta({ description: "Credit that came in or was given back, and debt that was forgiven." }),
  used: amountOut.meta({ description: "The cost of usage, paid or owed." }),
  lost: amountOut.meta({ description: "Credit that expired or was revoked." }),
  total: signedAmountOut.meta({ description: "added - used - lost; with a minus sign below zero." }),
});

/** The output of `activity.sum`. */
export const activitySum = sums
  .extend({
    ends: z.object({ opening: lineBalance, closing: lineBalance }).nullable().meta({
      description:
        "The balances before the first and after the last activity: closing = opening + total. Null if the filter leaves out activities that can change the balance.",
    }),
  })
  .meta({ description: "The sums of the filtered activities." });

/** The input of `activity.days`. */
export const activityDaysInput = activityFilter
  .extend({ days: ascendingDays })
  .meta({ description: "The days to add up; parts of the filter are joined by `and`." });

/** The output of `activity.days`. */
export const activityDays = z
  .object({ days: z.array(sums).readonly().meta({ description: "The sums of each day, in the order of the input." }) })
  .meta({ description: "The sums of the filtered activities, by day." });

/** The input of `activity.jobs`. */
export const activityJobsInput = organizationInput
  .extend({ text: plainText(200), limit: z.int().min(1).max(50).default(8) })
  .meta({ description: "A part of a job's name, in any case." });

/** The output of `activity.jobs`. */
export const activityJobs = z
  .object({
    jobs: z
      .array(z.string())
      .readonly()
      .meta({ description: "Names that contain the text: first a job with exactly this name, then the newest." }),
  })
  .meta({ description: "Names of jobs to filter by." });

/** The input of `activity.booked`. */
export const bookedInput = organizationInput
  .extend({ after: z.int().min(0).meta({ description: "The number of an entry; 0 for all entries." }) })
  .meta({ description: "The entries after one." });

/** The output of `activity.booked`. */
export const booked = z
  .object({
    sums: z
      .array(
        z.object({
          kind: entryKind,
          source: z.string().nullable().meta({ description: "The source of the credit; null if none is concerned." }),
          count: z.int(),
          net: signedAmountOut.meta({ description: "With a minus sign if the organization lost credit." }),
        }),
      )
      .readonly()
      .meta({ description: "In the order of the first entry of each kind and source." }),
  })
  .meta({ description: "The sums of the entries by kind and source." });

/** The output of `activity.facets`. */
export const activityFacets = z
  .object({
    projects: z.array(z.string()).readonly(),
    members: z.array(z.string()).readonly(),
    resources: z.array(z.string()).readonly(),
  })
  .meta({ description: "The labels to filter by; each list is alphabetical and has a maximum length." });

/** The input of `activity.explain`. */
export const explainActivityInput = organizationInput
  .extend({ seq: z.int().min(1) })
  .meta({ description: "The number of an entry." });

const grantPart = z.object({
  grant: grantIdOut,
  source: z.string(),
  kind: grantKind,
  expiresAt: instantOut.nullable(),
  amount: amountOut,
});

const chargeExplanation = z
  .object({
    resource: z.string().nullable(),
    rateNanos: rateOut.nullable(),
    unitsMilli: z.int().nullable(),
    fromMs: z.int().nullable().meta({ description: "The cumulative compute time that was charged before." }),
    untilMs: z.int().nullable().meta({ description: "The cumulative compute time that this charge goes up to." }),
    reportedMs: z.int().nullable().meta({
      description:
        "The time that the service reported; above `untilMs` if a cap or the platform's fault reduced the charge.",
    }),
    shape: z
      .object({
        price: priceShapeOut,
        tiers: z
          .array(
            z.object({
              upTo: z.int().nullable(),
              rateNanos: rateOut,
              units: z.string().meta({ description: "The unit-hours in this tier, with at most six decimals." }),
              exact: z.string().meta({ description: "rate x units, in micro-dollars with at most six decimals." }),
            }),
          )
          .readonly(),
        packages: z.int().nullable().meta({ description: "How many packages are begun; null for tiers." }),
        isMinimum: z.boolean().meta({ description: "Whether the minimum was due, and above `exact`." }),
      })
      .nullable()
      .meta({ description: "The calculation by a price shape; null for a plain rate." }),
    exact: z
      .string()
      .nullable()
      .meta({
        description: "rate x units x `untilMs` before rounding, in micro-dollars with at most six decimals.",
        examples: ["1330000.277777"],
      }),
    cumulative: amountOut.nullable().meta({ description: "`exact`, rounded down." }),
    chargedBefore: amountOut
      .nullable()
      .meta({ description: "The sum of earlier charges; the amount is `cumulative` minus this sum." }),
    amount: amountOut,
    flags: z.array(chargeFlag).readonly(),
    metered: z
      .object({
        meter: z.enum(["endpoint", "storage", "usage", "month"]),
        unit: z
          .enum(["hour", "gb-month", "gb", "each"])
          .nullable()
          .meta({ description: "The unit of the resource; null if it is sold no more." }),
        units: z.string().meta({
          description:
            "The quantity of the price, with at most six decimals: of a price shape and of storage, of the month.",
        }),
        added: z
          .string()
          .nullable()
          .meta({ description: "What the charge adds to `units`; null if that is all of it." }),
        booked: amountOut
          .nullable()
          .meta({ description: "Of storage, the booking of all projects; the amount is a share of it." }),
        from: instantOut,
        until: instantOut,
        isLate: z.boolean().meta({ description: "Whether the month of that time had ended when it was charged." }),
      })
      .nullable()
      .meta({ description: "What a charge of an endpoint, of storage, of a usage event or of a minimum is for." }),
  })
  .meta({ description: "The calculation of a charge, step by step." });

/** The output of `activity.explain`. */
export const activityExplanation = z
  .object({
    line: activityLine,
    recordedAt: instantOut,
    actor: namedActorOut,
    cause: causeOut,
    leg: z.int().meta({ description: "The number of the entry among the entries of its cause, from 1." }),
    before: lineBalance.meta({ description: "The balance before the entry." }),
    charge: chargeExplanation.nullable(),
    grant: grantPart.nullable().meta({ description: "The grant of the entry, with its amount." }),
    paidBy: z
      .array(grantPart)
      .readonly()
      .meta({ description: "The grants that paid, in burn order; also those that paid older debt." }),
    owed: z
      .object({ amount: amountOut, open: amountOut })
      .nullable()
      .meta({ description: "The amount that no credit covered, and the part of it that is still open." }),
    asked: amountOut.nullable().meta({
      description:
        "The amount that was taken back or reinstated. The entry may move less: held credit moves later, lapsed credit never.",
    }),
    takenBack: z.object({ amount: amountOut, open: amountOut }).nullable().meta({
      description: "Spent credit that had been taken back, which became a debt, and the part of it that is still open.",
    }),
    reserved: z.array(grantPart).readonly().meta({ description: "The amount that each grant reserved." }),
    released: z.array(grantPart).readonly().meta({ description: "The amount that each grant got back." }),
    hash: z.string().meta({ description: "SHA-256 in hex." }),
    previousHash: z.string().meta({ description: "The hash of the entry before; 64 zeros for the first entry." }),
  })
  .meta({ description: "Everything that is known about one entry." });
