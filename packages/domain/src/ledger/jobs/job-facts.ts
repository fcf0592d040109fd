import type { Draft } from "../state/draft.ts";
import type { Instant } from "../state/ids.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import type { Job, JobState } from "../state/state.ts";
import type { WorkPolicy } from "../state/terms.ts";

/**
 * How long a job has run at `at`: since its start, less its pauses, in milliseconds. Zero if a test clock was
 * set back to before a start that left no entry.
 */
export function runningMs(job: Pick<Job, "startedAt" | "pausedAt" | "pausedMs">, at: Instant): number {
  return Math.max(0, (job.pausedAt ?? at) - job.startedAt - job.pausedMs);
}

/** Whether a job has ended; nothing is charged after that. */
export function hasEnded(state: JobState): boolean {
  return state === "completed" || state === "cancelled" || state === "failed";
}

/**
 * Finds the job with a caller's `ref`, if it has not ended.
 * @refuses `job_not_found`, `job_closed`
 */
export function liveJob(draft: Draft, ref: string): Job | RuleRefusal {
  const id = draft.ledger.jobIds.get(ref);
  const job = id === undefined ? undefined : draft.ledger.jobs.get(id);
  if (job === undefined) return refuse("job_not_found", `There is no job "${ref}".`, { job: ref });
  if (hasEnded(job.state))
    return refuse("job_closed", `The job "${ref}" has ended: it was ${job.state}.`, { job: ref, state: job.state });
  return job;
}

/**
 * Checks a reported quantity against the meter and the clock, in milliseconds.
 * @returns `null`, or the refusal `quantity_goes_back` or `quantity_ahead_of_time`
 * @source docs/rules.md#quantity; docs/invariants.md#l20
 */
export function checkQuantity(draft: Draft, job: Job, reportedMs: number): RuleRefusal | null {
  if (reportedMs < job.reportedMs) {
    const message = `The job "${job.ref}" has reported ${job.reportedMs} ms before; a cumulative quantity does not go back to ${reportedMs} ms.`;
    return refuse("quantity_goes_back", message, { job: job.ref, reportedMs, lastMs: job.reportedMs });
  }
  const ran = runningMs(job, draft.at);
  if (reportedMs > ran) {
    const message = `The job "${job.ref}" has been running for ${ran} ms; ${reportedMs} ms is ahead of time.`;
    return refuse("quantity_ahead_of_time", message, { job: job.ref, reportedMs, runningMs: ran });
  }
  return null;
}

/** The policy under which a job was started. Its catalog version stays published forever. */
export function policyOfJob(job: Pick<Job, "work" | "catalogVersion">, context: RuleContext): WorkPolicy {
  const policy = context.books(job.catalogVersion).policyOf(job.work);
  if (policy === undefined) throw new Error(`catalog version ${job.catalogVersion} has no policy for ${job.work}`);
  return policy;
}
