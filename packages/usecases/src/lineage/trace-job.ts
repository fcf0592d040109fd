import { type JobLineage, jobLineage } from "@scrip/db/read/lineage/job-lineage";
import { compareBurn } from "@scrip/domain/ledger";
import type { Deps } from "../deps.ts";
import { organizationNotFound, Refused } from "../refused.ts";

/**
 * From a job, by the caller's name for it, to the grants that paid its charges, in burn order.
 * @throws Refused `organization_not_found`, `job_not_found`
 * @source DESIGN 3: "Lineage both ways"
 */
export async function traceJob(deps: Deps, orgId: string, ref: string): Promise<JobLineage> {
  const found = await jobLineage(deps.app, orgId, ref);
  if (found === "organization_not_found") throw organizationNotFound(orgId);
  if (found === "job_not_found")
    throw new Refused({ code: "job_not_found", message: `There is no job "${ref}".`, data: { job: ref } });
  return { ...found, paidBy: found.paidBy.toSorted((a, b) => compareBurn(a.grant, b.grant)) };
}
