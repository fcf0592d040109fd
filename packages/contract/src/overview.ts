import { z } from "zod";
import { activityLine } from "./activity.ts";
import { jobLine } from "./jobs.ts";
import { balanceAnswer } from "./ledger/balance.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { instantOut, timeZone } from "./wire/time.ts";

const runwayOut = z
  .object({
    state: z.enum(["idle", "lasts", "ends"]).meta({
      description: "`idle`: nothing runs; `lasts`: credit lasts for a year or more; `ends`: it ends at `at`.",
    }),
    at: instantOut.nullable(),
    perHour: amountOut.meta({ description: "What running work costs in an hour." }),
  })
  .meta({ description: "How long credit lasts at the pace of the work that is running now." });

/** What `overview.get` answers. */
export const overviewAnswer = balanceAnswer
  .extend({
    isOnTestClock: z.boolean(),
    nextExpiry: z
      .object({ at: instantOut, amount: amountOut })
      .nullable()
      .meta({ description: "When the next credit expires, and how much of `available`." }),
    promotional: amountOut.meta({ description: "What of `available` was given." }),
    paid: amountOut.meta({ description: "What of `available` was bought." }),
    runway: runwayOut,
    runningCount: z.int(),
    running: z.array(jobLine).readonly().meta({ description: "The five running jobs that cost most an hour." }),
    pausedCount: z.int().meta({ description: "Jobs that are paused for lack of credit." }),
    silentCount: z.int().meta({ description: "Jobs that stopped reporting." }),
    activities: z.array(activityLine).readonly().meta({ description: "The newest five." }),
  })
  .meta({ description: "An organization at a glance." });

/** What `overview.burn` takes. */
export const burnInput = organizationInput
  .extend({ zone: timeZone.meta({ description: "The time zone whose midnights end the days." }) })
  .meta({ description: "The days of a chart of credit." });

/** What `overview.burn` answers: credit day by day, 30 days back and, at today's pace, 14 days ahead. */
export const burnAnswer = z
  .object({
    days: z
      .array(z.object({ day: z.string(), promotional: amountOut, paid: amountOut, owed: amountOut }))
      .readonly()
      .meta({ description: "Days of the zone, oldest first; the last one is today." }),
    forecast: z.array(z.object({ day: z.string(), available: amountOut })).readonly(),
    planned: z
      .array(z.object({ at: instantOut, amount: amountOut, source: z.string() }))
      .readonly()
      .meta({ description: "Grants that are scheduled within the forecast." }),
  })
  .meta({ description: "Credit by day, behind and ahead." });
