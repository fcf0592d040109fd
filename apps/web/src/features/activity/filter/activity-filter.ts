import type { ActivityLine } from "../../../words/line-words.ts";
import type { ActivitySearch, KindGroup, Range } from "./activity-search.ts";

/** The filter that the API takes: instants as ISO text, `[from, until)`. */
export interface ActivityFilter {
  readonly kinds?: ActivityLine["kind"][];
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  readonly job?: string;
  readonly from?: string;
  readonly until?: string;
}

const KINDS: Record<KindGroup, readonly ActivityLine["kind"][]> = {
  use: ["settled", "charged"],
  added: ["grant_issued", "grant_reinstated", "debt_forgiven"],
  reserved: ["hold_placed", "hold_grown", "hold_released", "hold_voided", "hold_expired"],
  expired: ["grant_expired", "grant_revoked"],
};

/**
 * Translates the search of the address into the filter of the API.
 * @param today the day in the person's time zone
 */
export function filterOf({ kind, range, from, to, ...names }: ActivitySearch, today: string): ActivityFilter {
  const days = range === undefined ? { from, to } : daysOf(range, today);
  return {
    ...names,
    ...(kind !== undefined && { kinds: kind.flatMap((group) => KINDS[group]) }),
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
function startOf(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date).toISOString();
}

/** The day that many days later, by the calendar. */
function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
