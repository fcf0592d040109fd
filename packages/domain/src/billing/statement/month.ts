import type { Instant } from "../../ledger/state/ids.ts";

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** `[from, until)` of a calendar month in UTC. */
export interface MonthSpan {
  readonly from: Instant;
  readonly until: Instant;
}

/** Reads a month such as `2026-11`; `null` for any other text. Months are those of UTC. */
export function monthSpan(month: string): MonthSpan | null {
  const [, year, number] = MONTH.exec(month) ?? [];
  if (year === undefined || number === undefined) return null;
  return spanAt(Number(year), Number(number) - 1);
}

/** The month of an instant, such as `2026-11`. */
export function monthAt(at: Instant): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** The first instants of the months from one instant to another, ascending. */
export function monthsBetween(first: Instant, last: Instant): Instant[] {
  const starts: Instant[] = [];
  for (let { from, until } = spanOf(first); from <= last; { from, until } = spanOf(until)) starts.push(from);
  return starts;
}

/** The month of an instant, from its first instant to that of the next month. */
export function spanOf(at: Instant): MonthSpan {
  const date = new Date(at);
  return spanAt(date.getUTCFullYear(), date.getUTCMonth());
}

function spanAt(year: number, month: number): MonthSpan {
  return { from: Date.UTC(year, month), until: Date.UTC(year, month + 1) };
}
