import { dayParam, manyParam, oneParam, type Search, textParam } from "../../../data/search.ts";

/** What narrows the history, as the address has it. */
export interface ActivitySearch {
  /** Any of these groups of kinds. */
  readonly kind?: KindGroup[];
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  /** The caller's name for a job. */
  readonly job?: string;
  /** Days by their distance from today. */
  readonly range?: Range;
  /** Days of the person's zone, such as `2026-11-01`; the last one is included. Instead of a range. */
  readonly from?: string;
  readonly to?: string;
}

export const KIND_GROUPS = ["use", "added", "reserved", "expired"] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

export const RANGES = ["today", "7d", "30d", "month", "last-month"] as const;
export type Range = (typeof RANGES)[number];

/** Reads what the address says, and leaves out what it can not mean. */
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

/** The parts of a search that a person sets and takes away as one. */
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

/** Which filters are set, in their usual order. */
export const filtersOf = (search: ActivitySearch): Filter[] =>
  FILTERS.filter((filter) => PARTS[filter].some((part) => search[part] !== undefined));

/** The same search without one of its filters. */
export function withoutFilter(search: ActivitySearch, filter: Filter): ActivitySearch {
  return Object.fromEntries(Object.entries(search).filter(([part]) => !PARTS[filter].some((gone) => gone === part)));
}
