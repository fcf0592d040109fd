import { type JobCursor, type JobFilter, type JobsPage, listJobs as readJobs } from "@scrip/db/read/jobs/list-jobs";
import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";

/**
 * A page of an organization's jobs, the newest start first.
 * @throws Refused `organization_not_found`
 */
export async function listJobs(
  deps: Deps,
  orgId: string,
  filter: JobFilter,
  page: { after: JobCursor | null; limit: number },
): Promise<JobsPage> {
  const jobs = await readJobs(deps.app, orgId, filter, page);
  if (jobs === null) throw organizationNotFound(orgId);
  return jobs;
}
