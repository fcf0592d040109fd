import { dayOf } from "../../../data/days.ts";
import type { HistoryPage } from "./history-pages.ts";

/** A day that has lines. */
export interface DayGroup {
  /** Such as `2026-11-21`, in the person's time zone. */
  readonly day: string;
  /** The index of its newest line among all loaded lines. */
  readonly first: number;
  /** The index of the page with this line. */
  readonly page: number;
}

type PageDay = Pick<DayGroup, "day" | "first">;

const found = new WeakMap<HistoryPage, readonly PageDay[]>();

/** The days of a page, with the index of the newest line of each in the page. Pages never change. */
function daysOfPage(page: HistoryPage): readonly PageDay[] {
  const known = found.get(page);
  if (known !== undefined) return known;
  const days: PageDay[] = [];
  for (const [first, { at }] of page.lines.entries()) {
    const day = dayOf(Date.parse(at));
    if (days.at(-1)?.day !== day) days.push({ day, first });
  }
  found.set(page, days);
  return days;
}

/** Groups the lines of all loaded pages by day, the newest first. */
export function daysOf(pages: readonly HistoryPage[]): readonly DayGroup[] {
  const days: DayGroup[] = [];
  let above = 0;
  for (const [index, page] of pages.entries()) {
    for (const { day, first } of daysOfPage(page))
      if (days.at(-1)?.day !== day) days.push({ day, first: above + first, page: index });
    above += page.lines.length;
  }
  return days;
}

/** The most days of one request. */
const MOST_DAYS = 200;

/**
 * Divides days into requests for their sums: one for each page that has the newest line of a day. The newest day has a
 * request of its own, since only its sum can change. So a page that arrives changes no earlier request.
 * @param days the newest first
 * @returns the days of each request, the oldest first
 */
export function requestsFor(days: readonly DayGroup[]): readonly (readonly string[])[] {
  const requests: string[][] = [];
  let last: number | undefined;
  for (const [index, { day, page }] of days.entries()) {
    const open = requests.at(-1);
    if (index <= 1 || open === undefined || page !== last || open.length === MOST_DAYS) requests.push([day]);
    else open.unshift(day);
    last = page;
  }
  return requests;
}
