import { dayOf, startOf } from "../../data/days.ts";
import { dayHeadingWords } from "../../words/time-words.ts";
import type { TableHeading } from "../ui/table-props.ts";
import type { AuditLine } from "./audit-line.ts";

/** The days of the lines as headings, the newest first. */
export function dayHeadings(lines: readonly AuditLine[], now: number): TableHeading[] {
  const headings: TableHeading[] = [];
  let last = "";
  for (const [before, { at }] of lines.entries()) {
    const day = dayOf(Date.parse(at));
    if (day === last) continue;
    last = day;
    const title = dayHeadingWords(Date.parse(startOf(day)), now);
    headings.push({ key: day, before, title, column: "outcome", micros: null, sum: null });
  }
  return headings;
}
