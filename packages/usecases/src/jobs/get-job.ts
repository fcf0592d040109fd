import { type Hold, type Job, openOf } from "@scrip/domain/ledger";
import type { Deps } from "../deps.ts";
import { organizationNotFound, Refused } from "../refused.ts";

/** A job, and its open hold. */
export interface JobSeen {
  readonly job: Job;
  readonly hold: (Pick<Hold, "id" | "silentAt"> & { readonly open: bigint }) | null;
}

/**
 * A job by the caller's name for it.
 * @throws Refused `organization_not_found`, `job_not_found`
 * @source DESIGN 4
 */
export async function getJob(deps: Deps, orgId: string, ref: string): Promise<JobSeen> {
  const seen = await deps.ledger.look(orgId, { refs: [[orgId, ref]] });
  if (seen === null) throw organizationNotFound(orgId);
  const job = seen.ledger.jobs.get(seen.ledger.jobIds.get(ref) ?? "");
  if (job === undefined)
    throw new Refused({ code: "job_not_found", message: `There is no job "${ref}".`, data: { job: ref } });
  const hold = job.holdId === null ? undefined : seen.ledger.holds.get(job.holdId);
  return { job, hold: hold === undefined ? null : { id: hold.id, silentAt: hold.silentAt, open: openOf(hold) } };
}
