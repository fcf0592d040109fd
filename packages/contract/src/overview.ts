import type { RunwayNote } from "@scrip/domain/ledger";
import { z } from "zod";
import { activityLine } from "./activity.ts";
import { jobLine } from "./job-pages.ts";
import { balanceAnswer } from "./ledger/balance.ts";
import { endpointLine } from "./usage/endpoints.ts";
import { bytesOut } from "./usage/storage.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { renamed } from "./wire/renamed.ts";
import { instantOut, timeZone } from "./wire/time.ts";

/** How long credit lasts. */
export const runwayOut = z
  .object({
    state: z.enum(["idle", "lasts", "ends"]).meta({
      description: "`idle`: nothing runs; `lasts`: credit lasts for a year or more; `ends`: it ends at `at`.",
    }),
    at: instantOut.nullable(),
    perHour: amountOut.meta({ description: "The cost of the running work in an hour." }),
  })
  .meta({ description: "How long credit lasts at the pace of the work that is running now." });

const zone = timeZone.meta({ description: "The time zone whose midnights begin and end the days." });

/** The input of `overview.get`. */
export const overviewInput = organizationInput
  .extend({ zone: zone.default("UTC") })
  .meta({ description: "The organization, and the zone of today and of this month." });

const usageOut = z
  .object({
    today: amountOut,
    month: amountOut,
    projected: amountOut.meta({
      description: "`month`, what is not charged yet, and the cost of all work until then, as far as credit goes.",
    }),
    monthEndsAt: instantOut,
  })
  .meta({ description: "The usage of today and of this month." });

const storageNow = z
  .object({
    bytes: bytesOut.meta({ description: "What is stored now." }),
    volumes: z.int(),
    perHour: amountOut.meta({ description: "What an hour costs at these sizes, above the included amounts." }),
    accrued: amountOut.meta({ description: "What no midnight has charged yet." }),
    month: amountOut.meta({ description: "The price of the month so far, with what is not charged yet." }),
  })
  .meta({ description: "What is stored, of all resources together." });

/** The output of `overview.get`. */
export const overviewAnswer = balanceAnswer
  .extend({
    isOnTestClock: z.boolean(),
    nextExpiry: z.object({ at: instantOut, amount: amountOut }).nullable().meta({
      description: "The instant at which credit expires next, and the part of `available` that expires then.",
    }),
    promotional: amountOut.meta({ description: "The part of `available` that was given." }),
    paid: amountOut.meta({ description: "The part of `available` that was bought." }),
    runway: runwayOut,
    usage: usageOut,
    runningCount: z.int().meta({ description: "Running jobs." }),
    endpointCount: z.int().meta({ description: "Running endpoints." }),
    endpoints: z
      .array(endpointLine)
      .readonly()
      .meta({ description: "The five running endpoints with the highest cost per hour." }),
    storage: storageNow,
    running: z.array(jobLine).readonly().meta({ description: "The five running jobs with the highest cost per hour." }),
    pausedCount: z.int().meta({ description: "Jobs that are paused for lack of credit." }),
    silentCount: z.int().meta({ description: "Jobs that stopped reporting." }),
    activities: z.array(activityLine).readonly().meta({ description: "The newest five." }),
  })
  .meta({ description: "An organization at a glance." });

/** The input of `overview.runwayHistory`. */
export const runwayHistoryInput = organizationInput
  .extend({
    days: z
      .union([z.literal(7), z.literal(30), z.literal(90)])
      .default(7)
      .meta({ description: "How many days back." }),
  })
  .meta({ description: "The time of a history of the runway." });

/** The output of `overview.runwayHistory`. */
export const runwayHistoryAnswer = renamed(
  z.object({
    notes: z
      .array(z.object({ noted: instantOut, ...runwayOut.shape }))
      .readonly()
      .meta({ description: "What the runway was, the oldest first; each holds until the next." }),
  }),
  (notes: readonly RunwayNote[]) => ({
    notes: notes.map(({ at, state, endsAt, perHour }) => ({ noted: at, state, at: endsAt, perHour })),
  }),
).meta({ description: "How the runway moved." });

/** The input of `overview.burn`. */
export const creditByDayInput = organizationInput
  .extend({
    zone,
    days: z
      .union([z.literal(7), z.literal(30), z.literal(90)])
      .default(30)
      .meta({ description: "How many days back, today included. The forecast has 3, 14 or 30 days." }),
  })
  .meta({ description: "The days of a chart of credit." });

/** The output of `overview.burn`: credit and usage by day in the past and, at today's pace, credit by day ahead. */
export const creditByDayAnswer = z
  .object({
    days: z
      .array(
        z.object({
          day: z.string(),
          promotional: amountOut,
          paid: amountOut,
          owed: amountOut,
          spent: amountOut.meta({ description: "The usage of the day." }),
        }),
      )
      .readonly()
      .meta({ description: "Days of the zone, oldest first; the last one is today." }),
    forecast: z.array(z.object({ day: z.string(), available: amountOut })).readonly(),
    lapses: z
      .array(z.object({ at: instantOut, amount: amountOut }))
      .readonly()
      .meta({ description: "Credit that would expire unused within the forecast." }),
    planned: z
      .array(z.object({ at: instantOut, amount: amountOut, source: z.string() }))
      .readonly()
      .meta({ description: "Grants that are scheduled within the forecast, and those that the plan will give." }),
  })
  .meta({ description: "Credit by day, in the past and in the forecast." });
