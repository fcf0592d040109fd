/**
 * The calendar of the oracle, apart from the domain's: it counts on year, month and day, and never on a date that does not
 * exist.
 */
export interface Day {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function lengthOf(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (LENGTHS[month - 1] ?? 0);
}

/** The instant of the start of a month, counted from an anchor: the anchor's day, or the last one of a shorter month. */
export function startOf(anchor: number, count: number): number {
  const [date = "", time = ""] = new Date(anchor).toISOString().split("T");
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  const months = year * 12 + (month - 1) + count;
  return instantOf({ year: Math.floor(months / 12), month: (months % 12) + 1, day }, time);
}

/** The last day of this number, in the leap day's case of February, that is at least `years` before an instant. */
export function dayBefore(at: number, years: number, day: number | "leap"): Day {
  const now = new Date(at);
  const limit = Date.UTC(now.getUTCFullYear() - years, now.getUTCMonth(), now.getUTCDate());
  for (let back = 0; ; back += 1) {
    const months = now.getUTCFullYear() * 12 + now.getUTCMonth() - back;
    const found = { year: Math.floor(months / 12), month: (months % 12) + 1, day: day === "leap" ? 29 : day };
    const exists = found.day <= lengthOf(found.year, found.month) && (day !== "leap" || found.month === 2);
    if (exists && Date.UTC(found.year, found.month - 1, found.day) < limit) return found;
  }
}

/** The instant of a day and a time of day; a day that the month does not have is its last one. */
export function instantOf({ year, month, day }: Day, time: string): number {
  const existing = Math.min(day, lengthOf(year, month));
  const two = (part: number): string => String(part).padStart(2, "0");
  return Date.parse(`${year}-${two(month)}-${two(existing)}T${time}`);
}
