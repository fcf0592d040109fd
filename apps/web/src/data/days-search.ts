import { dayParam, oneParam, type Search } from "./search.ts";

export const RANGES = ["today", "7d", "30d", "month", "last-month"] as const;
export type Range = (typeof RANGES)[number];

/** Days of the person's time zone, as in the address. */
export interface DaysSearch {
  /** A range of days relative to today. */
  readonly range?: Range;
  /** Days such as `2026-11-01`, including the last one. They apply if there is no range. */
  readonly from?: string;
  readonly to?: string;
}

/** Reads the days from the address and leaves out invalid values. */
export function readDays(search: Search): { readonly [Name in keyof DaysSearch]: DaysSearch[Name] | undefined } {
  const range = oneParam(search.range, RANGES);
  const from = dayParam(search.from);
  const to = dayParam(search.to);
  if (range !== undefined) return { range };
  const isBackwards = from !== undefined && to !== undefined && from > to;
  return isBackwards ? {} : { from, to };
}
