import { dayParam, manyParam, oneParam, type Search, textParam } from "../../../data/search.ts";

/** The filters of the history, as in the address. */
export interface ActivitySearch {
  /** Entries of any of these groups match. */
  readonly kind?: KindGroup[];
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  /** The caller's name for a job. */
  readonly job?: string;
  /** A range of days relative to today. */
  readonly range?: Range;
  /** Days in the person's time zone, such as `2026-11-01`, including the last one. They apply if there is no range. */
  readonly from?: string;
  readonly to?: string;
}

export const KIND_GROUPS = ["use", "added", "reserved", "expired"] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

export const RANGES = ["today", "7d", "30d", "month", "last-month"] as const;
export type Range = (typeof RANGES)[number];

/** Reads the filters from the address and leaves out invalid values. */
export function readActivitySearch(search: Search): ActivitySearch {
  const range = oneParam(search.range, RANGES);
  const from = dayParam(search.from);
  const to = dayParam(search.to);
  const isBackwards = from !== undefined && to !== undefined && from > to;
  return onlySet({
    kind: manyParam(search.kind, KIND_GROUPS),
    project: textParam(search.project),
    member: textParam(search.member),
    resource: textParam(search.resource),
    job: textParam(search.job),
    ...(range !== undefined ? { range } : isBackwards ? {} : { from, to }),
  });
}

function onlySet(
  search: { readonly [Name in keyof ActivitySearch]: ActivitySearch[Name] | undefined },
): ActivitySearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** The filters that a person sets and clears as one. */
export const FILTERS = ["kind", "project", "member", "resource", "job", "date"] as const;
export type Filter = (typeof FILTERS)[number];

const PARTS: Record<Filter, readonly (keyof ActivitySearch)[]> = {
  kind: ["kind"],
  project: ["project"],
  member: ["member"],
  resource: ["resource"],
  job: ["job"],
  date: ["range", "from", "to"],
};

/** The filters that are set, in the order of `FILTERS`. */
export const filtersOf = (search: ActivitySearch): Filter[] =>
  FILTERS.filter((filter) => PARTS[filter].some((part) => search[part] !== undefined));

/** The same search without one of its filters. */
export function withoutFilter(search: ActivitySearch, filter: Filter): ActivitySearch {
  return Object.fromEntries(Object.entries(search).filter(([part]) => !PARTS[filter].some((gone) => gone === part)));
}
