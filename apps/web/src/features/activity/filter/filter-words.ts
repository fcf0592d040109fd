import { resourceWords } from "../../../words/resource-words.ts";
import { dayWords } from "../../../words/time-words.ts";
import type { ActivitySearch, Filter, KindGroup, Range } from "./activity-search.ts";

export const KIND_GROUP_WORDS: Record<KindGroup, string> = {
  use: "Use",
  added: "Credit added",
  reserved: "Reserved and released",
  expired: "Expired and revoked",
};

export const RANGE_WORDS: Record<Range, string> = {
  today: "Today",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  month: "This month",
  "last-month": "Last month",
};

export const FILTER_WORDS: Record<Filter, string> = {
  kind: "Kind",
  project: "Project",
  member: "Member",
  resource: "Resource",
  job: "Job",
  date: "Date",
};

/** The value of a filter in words, such as `Last 7 days`; empty if it is not set. */
export function chosenWords(search: ActivitySearch, filter: Filter, now: number): string {
  if (filter === "kind") return (search.kind ?? []).map((group) => KIND_GROUP_WORDS[group]).join(", ");
  if (filter === "resource") return search.resource === undefined ? "" : resourceWords(search.resource);
  if (filter !== "date") return search[filter] ?? "";
  if (search.range !== undefined) return RANGE_WORDS[search.range];
  const [from, to] = [search.from, search.to].map((day) => day && dayWords(Date.parse(`${day}T12:00:00Z`), now, "UTC"));
  if (from !== undefined && to !== undefined) return from === to ? from : `${from} – ${to}`;
  if (from !== undefined) return `since ${from}`;
  return to === undefined ? "" : `until ${to}`;
}
