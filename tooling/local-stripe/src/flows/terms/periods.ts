import type { Price } from "../../wire/objects.ts";

type Recurring = NonNullable<Price["recurring"]>;

const DAY = 24 * 60 * 60;

/**
 * The end of the period that starts at an instant, counted from the anchor: the 31st gives 28 February, then 31 March.
 * @param day of the month, if the anchor is in a month that does not have it
 */
export function periodEnd(
  anchor: number,
  start: number,
  { interval, interval_count }: Recurring,
  day?: number,
): number {
  if (interval === "day" || interval === "week") return start + interval_count * DAY * (interval === "week" ? 7 : 1);
  const months = interval_count * (interval === "year" ? 12 : 1);
  return addMonths(anchor, monthsBetween(anchor, start) + months, day);
}

function monthsBetween(from: number, to: number): number {
  return monthOf(to) - monthOf(from);
}

function monthOf(seconds: number): number {
  const date = new Date(seconds * 1000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The same day and time some months later, or the last day of a shorter month. All in UTC. */
function addMonths(seconds: number, months: number, anchorDay?: number): number {
  const from = new Date(seconds * 1000);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = Math.min(anchorDay ?? from.getUTCDate(), lastDay);
  const timeOfDay = (seconds * 1000) % (DAY * 1000);
  return (first + (day - 1) * DAY * 1000 + timeOfDay) / 1000;
}
