import { queryClient } from "../../../data/query-client.ts";
import { filterOf } from "../filter/activity-filter.ts";
import type { ActivitySearch } from "../filter/activity-search.ts";
import { historyOptions } from "./use-history.ts";

/** Fetches the first lines before the code of the page arrives. A range depends on today, which only the page knows. */
export function prefetchHistory(org: string, search: ActivitySearch): void {
  if (search.range !== undefined) return;
  void queryClient.prefetchInfiniteQuery(historyOptions(org, filterOf(search, "")));
}
