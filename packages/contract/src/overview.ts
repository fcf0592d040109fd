import { z } from "zod";
import { activityLine } from "./activity.ts";
import { jobLine } from "./job-pages.ts";
import { balanceAnswer } from "./ledger/balance.ts";
import { amountOut } from "./wire/money.ts";
import { organizationInput } from "./wire/organization-input.ts";
import { instantOut, timeZone } from "./wire/time.ts";

/** How long credit lasts at the pace of the work that is running now. */
export const runwayOut = z.object({
  /** `idle`: nothing runs; `lasts`: not within a year; `ends`: at `at`. */
  state: z.enum(["idle", "lasts", "ends"]),
  at: instantOut.nullable(),
  /** What running work costs in an hour, micro-USD. */
  perHour: amountOut,
});

/** What a member sees first. */
export const overviewAnswer = balanceAnswer.extend({
  isOnTestClock: z.boolean(),
  /** When the next credit lapses, and how much of available. */
  nextExpiry: z.object({ at: instantOut, amount: amountOut }).nullable(),
  /** Of available. */
  promotional: amountOut,
  paid: amountOut,
  runway: runwayOut,
  /** How many jobs run, and the five that cost most. */
  runningCount: z.int(),
  running: z.array(jobLine),
  /** Jobs that stand still for want of credit, or of which nothing is heard. */
  pausedCount: z.int(),
  silentCount: z.int(),
  activities: z.array(activityLine),
});

export const burnInput = organizationInput.extend({
  /** Whose midnights end the days. */
  zone: timeZone,
});

/** Credit day by day: 30 days back and, at today's pace, 14 days ahead. */
export const burnAnswer = z.object({
  /** Oldest first; days of the zone that was asked for, the last one is today. */
  days: z.array(z.object({ day: z.string(), promotional: amountOut, paid: amountOut, owed: amountOut })),
  forecast: z.array(z.object({ day: z.string(), available: amountOut })),
  /** Grants that are scheduled within the forecast. */
  planned: z.array(z.object({ at: instantOut, amount: amountOut, source: z.string() })),
});
