import { type DaysSearch, readDays } from "../../../data/days-search.ts";
import { manyParam, oneParam, type Search, textParam } from "../../../data/search.ts";

/** The groups of states that a person can filter by. */
export const STATE_GROUPS = ["running", "paused", "ended"] as const;
export type StateGroup = (typeof STATE_GROUPS)[number];

/** What the list is sorted by, if not by the start. */
const SORTS = ["used", "time", "rate"] as const;
export type JobsSort = (typeof SORTS)[number] | "started";

/** The filters and the order of the jobs, as in the address. The days are those of the start. */
export interface JobsSearch extends DaysSearch {
  readonly state?: StateGroup[];
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  /** A part of a job's name, in any case. */
  readonly name?: string;
  /** By the start, if not given. */
  readonly sort?: (typeof SORTS)[number];
  /** The largest value or the newest start first, if not given. */
  readonly order?: "asc";
}

/** Reads the filters and the order from the address and leaves out invalid values. */
export function readJobsSearch(search: Search): JobsSearch {
  return onlySet({
    state: manyParam(search.state, STATE_GROUPS),
    project: textParam(search.project),
    member: textParam(search.member),
    resource: textParam(search.resource),
    name: textParam(search.name),
    ...readDays(search),
    sort: oneParam(search.sort, SORTS),
    order: oneParam(search.order, ["asc"]),
  });
}

/** Whether any filter is set. */
export const isNarrowed = ({ sort: _sort, order: _order, ...filters }: JobsSearch): boolean =>
  Object.values(filters).some((value) => value !== undefined);

/** The same order without any filter. */
export const withoutFilters = ({ sort, order }: JobsSearch): JobsSearch => onlySet({ sort, order });

/** The search after a press on the header of a column: sorted by it, or in the other direction. */
export function sortedBy({ sort, order, ...filters }: JobsSearch, next: JobsSort): JobsSearch {
  const isTurned = (sort ?? "started") === next && order === undefined;
  return onlySet({
    ...filters,
    sort: next === "started" ? undefined : next,
    order: isTurned ? ("asc" as const) : undefined,
  });
}

type OnlySet<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

export function onlySet<T extends object>(search: T): OnlySet<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as OnlySet<T>;
}
