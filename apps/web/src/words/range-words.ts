import type { Range } from "../data/days-search.ts";

export const RANGE_WORDS: Record<Range, string> = {
  today: "Today",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  month: "This month",
  "last-month": "Last month",
};
