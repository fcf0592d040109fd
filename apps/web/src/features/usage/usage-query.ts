import { keepPreviousData } from "@tanstack/react-query";
import { trpc } from "../../data/trpc.ts";
import { type UsageDays, usageDays } from "./usage-days.ts";
import type { UsageSearch } from "./usage-search.ts";

/** How many groups the table lists; the others are one row. */
const MOST_GROUPS = 50;

/** The API reads every charge of the days, so the sums are fetched again at most this often. */
const REST_MS = 5000;

/** The filter that the API takes. */
export type UsageFilter = ReturnType<typeof usageFilter>;

/** Translates the search of the address into the API's filter. */
export function usageFilter({ resource, project, member }: UsageSearch, { input }: UsageDays) {
  return {
    ...input,
    ...(resource !== undefined && { resource }),
    ...(project !== undefined && { project }),
    ...(member !== undefined && { member }),
  };
}

/** The sums of the search. The view by day has bars by resource. */
const usageQuery = (org: string, search: UsageSearch, days: UsageDays) =>
  trpc.usage.sum.queryOptions(
    {
      org,
      ...usageFilter(search, days),
      by: search.by === undefined || search.by === "day" ? "resource" : search.by,
      most: MOST_GROUPS,
    },
    { staleTime: REST_MS, refetchInterval: 3 * REST_MS, placeholderData: keepPreviousData },
  );

/**
 * The days and the query of a search.
 * @param today the day in the person's time zone
 */
export function usageOf(org: string, search: UsageSearch, today: string) {
  const days = usageDays(search, today);
  return { days, query: usageQuery(org, search, days) };
}
