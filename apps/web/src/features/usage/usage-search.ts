import { type DaysSearch, readDays } from "../../data/days-search.ts";
import { oneParam, type Search, textParam } from "../../data/search.ts";

/** What the page groups usage by, if not by resource. */
const VIEWS = ["project", "member", "day"] as const;

/** What the page groups usage by. */
export type UsageView = "resource" | (typeof VIEWS)[number];

/** The labels that usage is filtered by. */
export const USAGE_FILTERS = ["resource", "project", "member"] as const;
export type UsageFilterName = (typeof USAGE_FILTERS)[number];

/** The grouping and the filters of the page, as in the address. Without days it shows the last 30. */
export interface UsageSearch extends DaysSearch {
  readonly by?: (typeof VIEWS)[number];
  readonly resource?: string;
  readonly project?: string;
  readonly member?: string;
}

/** Reads the grouping and the filters from the address and leaves out invalid values. */
export function readUsageSearch(search: Search): UsageSearch {
  const found = {
    by: oneParam(search.by, VIEWS),
    resource: textParam(search.resource),
    project: textParam(search.project),
    member: textParam(search.member),
    ...readDays(search),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as UsageSearch;
}

/** The same filters with another grouping. */
export function groupedBy({ by: _by, ...filters }: UsageSearch, view: UsageView): UsageSearch {
  return view === "resource" ? filters : { ...filters, by: view };
}

/** The same grouping without any filter. */
export const withoutFilters = ({ by }: UsageSearch): UsageSearch => (by === undefined ? {} : { by });

/** Whether any filter is set. */
export const isNarrowed = ({ by: _by, ...filters }: UsageSearch): boolean => Object.keys(filters).length > 0;
