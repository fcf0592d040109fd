import { type DaysSearch, readDays } from "../../../data/days-search.ts";
import { manyParam, oneParam, type Search, textParam } from "../../../data/search.ts";

/** The filters of the history, as in the address. */
export interface ActivitySearch extends DaysSearch {
  /** Entries of any of these groups match. */
  readonly kind?: KindGroup[];
  readonly project?: string;
  readonly member?: string;
  readonly resource?: string;
  /** The caller's name for a job. */
  readonly job?: string;
  /** Also shows the entries that only put credit on hold or release it. It is no filter: it adds lines. */
  readonly holds?: "shown";
}

export const KIND_GROUPS = ["usage", "added", "expired"] as const;
export type KindGroup = (typeof KIND_GROUPS)[number];

/** Reads the filters from the address and leaves out invalid values. */
export function readActivitySearch(search: Search): ActivitySearch {
  return onlySet({
    kind: manyParam(search.kind, KIND_GROUPS),
    project: textParam(search.project),
    member: textParam(search.member),
    resource: textParam(search.resource),
    job: textParam(search.job),
    holds: oneParam(search.holds, ["shown"]),
    ...readDays(search),
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

/** The search without any filter. Lines that it adds stay. */
export const withoutFilters = ({ holds }: ActivitySearch): ActivitySearch => (holds === undefined ? {} : { holds });

/** The search with the lines of holds or without them. */
export const withHolds = ({ holds: _holds, ...search }: ActivitySearch, areShown: boolean): ActivitySearch =>
  areShown ? { ...search, holds: "shown" } : search;

/**
 * Whether the lines of a search are all entries that can change the balance, within its days. Then the balances of
 * neighbouring lines differ by the amount.
 */
export const addsUp = (search: ActivitySearch): boolean => filtersOf(search).every((filter) => filter === "date");

/** The same search without one of its filters. */
export function withoutFilter(search: ActivitySearch, filter: Filter): ActivitySearch {
  return Object.fromEntries(Object.entries(search).filter(([part]) => !PARTS[filter].some((gone) => gone === part)));
}
