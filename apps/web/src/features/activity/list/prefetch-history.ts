import { queryClient } from "../../../data/query-client.ts";
import { filterOf } from "../filter/activity-filter.ts";
import type { ActivitySearch } from "../filter/activity-search.ts";
import { historyOptions } from "./use-history.ts";

/** Asks for the first lines before the page is there, where today does not decide which they are. */
export function prefetchHistory(org: string, search: ActivitySearch): void {
  if (search.range !== undefined) return;
  void queryClient.prefetchInfiniteQuery(historyOptions(org, filterOf(search, "")));
}
