import { type JobStory, jobStory } from "@scrip/db/read/jobs/job-story";
import type { Deps } from "../deps.ts";
import { organizationNotFound, Refused } from "../refused.ts";

/** A job with a page of its reports, and the leg before which there are older ones. */
export interface JobStorySeen extends JobStory {
  readonly nextLeg: number | null;
}

/**
 * A job by the caller's name for it, with what happened to it.
 * @throws Refused `organization_not_found`, `job_not_found`
 * @source UI: "Jobs"
 */
export async function getJobStory(
  deps: Deps,
  orgId: string,
  ref: string,
  page: { beforeLeg: number | null; limit: number },
): Promise<JobStorySeen> {
  const story = await jobStory(deps.app, orgId, ref, page);
  if (story === "organization_not_found") throw organizationNotFound(orgId);
  if (story === "job_not_found")
    throw new Refused({ code: "job_not_found", message: `There is no job "${ref}".`, data: { job: ref } });
  const oldest = story.reports[0]?.leg ?? 1;
  return { ...story, nextLeg: oldest > 1 ? oldest : null };
}
