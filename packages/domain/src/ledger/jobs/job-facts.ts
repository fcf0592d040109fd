import type { Draft } from "../state/draft.ts";
import { expireOverHold, isOver } from "../state/hold-moves.ts";
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
 * Finds the job with a caller's `ref`. If the time of its hold is over, the draft first books the expiry of the hold:
 * a command finds the job silent, whether or not a sweep came before it.
 * @source docs/rules.md#silence
 */
export function findJob(draft: Draft, ref: string): Job | undefined {
  const id = draft.ledger.jobIds.get(ref);
  const job = id === undefined ? undefined : draft.ledger.jobs.get(id);
  if (job === undefined || job.holdId === null) return job;
  const hold = draft.hold(job.holdId);
  if (!isOver(hold, draft.at)) return job;
  expireOverHold(draft, hold);
  return draft.job ?? job;
}

/**
 * Finds the job with a caller's `ref`, if it has not ended.
 * @refuses `job_not_found`, `job_closed`
 */
export function liveJob(draft: Draft, ref: string): Job | RuleRefusal {
  const job = findJob(draft, ref);
  if (job === undefined) return refuse("job_not_found", `There is no job "${ref}".`, { job: ref });
  if (hasEnded(job.state))
    return refuse("job_closed", `The job "${ref}" has ended: it was ${job.state}.`, { job: ref, state: job.state });
  return job;
}

/**
 * How far a reported quantity may be ahead of the running time, in milliseconds. Clocks differ, and a service may begin
 * to count before its start arrives. What is reported within the tolerance is charged as reported.
 * @source docs/rules.md#quantity
 */
export const CLOCK_TOLERANCE_MS = 5_000;

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
  if (reportedMs > ran + CLOCK_TOLERANCE_MS) {
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
