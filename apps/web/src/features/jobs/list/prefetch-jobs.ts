import { prefetch } from "../../../data/trpc.ts";
import { jobsFilter, jobsOrder } from "./jobs-filter.ts";
import { firstJobsQuery } from "./jobs-query.ts";
import type { JobsSearch } from "./jobs-search.ts";

/** Fetches the first jobs before the code of the page arrives. A range depends on today, which only the page knows. */
export function prefetchJobs(org: string, search: JobsSearch): void {
  if (search.range !== undefined) return;
  prefetch(firstJobsQuery(org, jobsFilter(search, ""), jobsOrder(search)));
}
