import type { Instant } from "./instant.ts";

/**
 * The start of a month that is counted from an anchor: the anchor's day and time of day, `months` calendar months later
 * in UTC. A day that the month does not have becomes its last day; the next months have the anchor's day again. This is
 * the only calculation with calendar months.
 *
 * From 31 January 22:30, the starts are 28 February, 31 March and 30 April, all at 22:30.
 * @param anchor the start of month 0
 * @param months a whole number, which may be negative
 * @source docs/rules.md#periods; docs/invariants.md#l26
 */
export function startOfMonth(anchor: Instant, months: number): Instant {
  const from = new Date(anchor);
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth() + months;
  // Day 0 of the month after is the last day of this month.
  const day = Math.min(from.getUTCDate(), new Date(Date.UTC(year, month + 1, 0)).getUTCDate());
  return Date.UTC(year, month, day) + timeOfDay(anchor);
}

/**
 * The number of the month, counted from an anchor, in which an instant lies.
 * @returns the greatest `months` whose start is at the instant or before
 * @source docs/rules.md#periods
 */
export function monthOf(anchor: Instant, at: Instant): number {
  const from = new Date(anchor);
  const to = new Date(at);
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
  return startOfMonth(anchor, months) <= at ? months : months - 1;
}

const DAY_MS = 86_400_000;

/** The milliseconds since midnight. The remainder of an instant before 1970 is negative, so add a day. */
function timeOfDay(at: Instant): number {
  return ((at % DAY_MS) + DAY_MS) % DAY_MS;
}
