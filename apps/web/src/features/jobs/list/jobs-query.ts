import { trpc } from "../../../data/trpc.ts";
import type { JobsFilter, JobsOrder } from "./jobs-filter.ts";

/** How many jobs one page of the list has. */
const JOBS_PAGE = 100;

/** The input for a page of the jobs that match a filter. */
export const jobsInput = (org: string, filter: JobsFilter, order: JobsOrder) => ({
  org,
  ...filter,
  ...order,
  limit: JOBS_PAGE,
});

/** The first page of the jobs that match a filter. */
export const firstJobsQuery = (org: string, filter: JobsFilter, order: JobsOrder) =>
  trpc.jobs.list.queryOptions(jobsInput(org, filter, order), { meta: { live: true } });
