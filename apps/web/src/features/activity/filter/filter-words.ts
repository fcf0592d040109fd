import { RANGE_WORDS } from "../../../words/range-words.ts";
import { resourceWords } from "../../../words/resource-words.ts";
import { dayWords } from "../../../words/time-words.ts";
import type { ActivitySearch, Filter, KindGroup } from "./activity-search.ts";

export const KIND_GROUP_WORDS: Record<KindGroup, string> = {
  usage: "Usage",
  added: "Credit added",
  expired: "Expired and revoked",
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
