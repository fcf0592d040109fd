import type { DaysSearch, Range } from "./days-search.ts";

/**
 * Translates days into the instants that the API takes, as ISO text: `[from, until)`.
 * @param today the day in the person's time zone
 */
export function instantsOf({ range, from, to }: DaysSearch, today: string): { from?: string; until?: string } {
  const days = range === undefined ? { from, to } : daysOf(range, today);
  return {
    ...(days.from !== undefined && { from: startOf(days.from) }),
    // The start of the next day, which is not included.
    ...(days.to !== undefined && { until: startOf(dayAfter(days.to, 1)) }),
  };
}

/** The days of a range. A range that includes today has no end. */
export function daysOf(range: Range, today: string): { readonly from: string; readonly to?: string } {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  switch (range) {
    case "today":
      return { from: today };
    case "7d":
      return { from: dayAfter(today, -6) };
    case "30d":
      return { from: dayAfter(today, -29) };
    case "month":
      return { from: firstOfMonth };
    case "last-month": {
      const last = dayAfter(firstOfMonth, -1);
      return { from: `${last.slice(0, 8)}01`, to: last };
    }
  }
}

/** The day of an instant in the person's time zone, such as `2026-11-21`. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => `${number}`.padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/**
 * The instant at which a day begins in the person's time zone. Where clocks change at night, it is not always midnight.
 */
export function startOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date).toISOString();
}

/** The day that many days later, by the calendar. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
