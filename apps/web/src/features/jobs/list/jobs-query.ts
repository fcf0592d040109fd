import { trpc } from "../../../data/trpc.ts";
import type { JobsFilter } from "./jobs-search.ts";

/** How many jobs one page of the list has. */
const JOBS_PAGE = 100;

/** The input for a page of the jobs that match a filter. */
export const jobsInput = (org: string, filter: JobsFilter) => ({ org, ...filter, limit: JOBS_PAGE });

/** The newest page of the jobs that match a filter. */
export const newestJobsQuery = (org: string, filter: JobsFilter) =>
  trpc.jobs.list.queryOptions(jobsInput(org, filter), { meta: { live: true } });
