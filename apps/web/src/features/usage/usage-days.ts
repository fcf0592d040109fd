import { dayAfter, daysOf, startOf } from "../../data/days.ts";
import type { DaysSearch } from "../../data/days-search.ts";

/** The most bars of the chart. A longer range has bars of several days. */
const MOST_BARS = 120;

/** How many days the page shows if the address does not say it. */
const DAYS_SHOWN = 30;

/** The days of the page: the first day of each bar, the instants that the API takes, and the days of one bar. */
export interface UsageDays {
  readonly days: readonly string[];
  readonly input: { readonly days: string[]; readonly until?: string };
  readonly perBar: number;
}

/**
 * Divides the days of the search into bars.
 * @param today the day in the person's time zone
 */
export function usageDays({ range, from, to }: DaysSearch, today: string): UsageDays {
  const asked = range === undefined ? { from, to } : daysOf(range, today);
  const last = asked.to ?? (asked.from !== undefined && asked.from > today ? asked.from : today);
  const first = asked.from ?? dayAfter(last, 1 - DAYS_SHOWN);
  const count = daysBetween(first, last) + 1;
  const perBar = Math.ceil(count / MOST_BARS);
  const days = Array.from({ length: Math.ceil(count / perBar) }, (_, bar) => dayAfter(first, bar * perBar));
  const until = asked.to === undefined ? {} : { until: startOf(dayAfter(last, 1)) };
  return { days, input: { days: days.map(startOf), ...until }, perBar };
}

const DAY_MS = 86_400_000;

function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS);
}
