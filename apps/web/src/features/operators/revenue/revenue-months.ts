import { monthAt, monthSpan, spanOf } from "@scrip/domain/billing/statement";

/** The months that the operators can choose: those up to the present one, the newest first. */
export function revenueMonths(now: number, count: number): string[] {
  const months = [monthAt(now)];
  while (months.length < count) months.push(monthBefore(months.at(-1) ?? monthAt(now)));
  return months;
}

/** The month before another one: `2026-12` before `2027-01`. */
export function monthBefore(month: string): string {
  const from = monthSpan(month)?.from ?? 0;
  return monthAt(spanOf(from - 1).from);
}
