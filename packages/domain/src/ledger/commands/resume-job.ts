import { admissionOf, checkAdmission, checkPrice } from "../jobs/admission.ts";
import { answerJob } from "../jobs/job-answer.ts";
import { liveJob, policyOfJob } from "../jobs/job-facts.ts";
import type { JobAnswer } from "../state/answer.ts";
import { checkBudgets } from "../state/budget-room.ts";
import type { Draft } from "../state/draft.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import type { ResumeJob } from "./command.ts";
import type { Needs } from "./needs.ts";
import { openHold } from "./place-hold.ts";
import { checkNext } from "./settle-epoch.ts";
import { nextMissing } from "./start-job.ts";

/** The job, with its open hold. */
export const resumeJobNeeds = ({ ref }: ResumeJob): Needs => ({ jobRef: ref });

/**
 * Admits a paused or silent job again, with a new hold for its next epoch. A timed job gets a hold for the rest of
 * its estimate.
 * @refuses `job_not_found`, `job_closed`, `job_running`, `next_missing`, `next_not_ahead`,
 *   `price_above_limit`, `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#resume; docs/rules.md#admission
 */
export function resumeJob(draft: Draft, command: ResumeJob, context: RuleContext): JobAnswer | RuleRefusal {
  const job = liveJob(draft, command.ref);
  if ("refused" in job) return job;
  if (job.state === "running")
    return refuse("job_running", `The job "${job.ref}" is running; there is nothing to resume.`, { job: job.ref });
  const next = job.mode === "timed" ? { untilMs: Math.max(job.estimateMs ?? 0, job.reportedMs) } : command.next;
  if (next === null) return nextMissing(job.ref);
  const policy = policyOfJob(job, context);
  const admission = admissionOf(draft, job, next.untilMs, policy);
  const problem =
    checkNext(job, job.reportedMs, next) ??
    checkPrice(job, job.charged + admission.price) ??
    checkAdmission(draft, admission) ??
    checkBudgets(draft, admission.price, draft.counted(job));
  if (problem !== null) return problem;

  const pausedMs = job.pausedMs + (job.pausedAt === null ? 0 : Math.max(0, draft.at - job.pausedAt));
  draft.job = { ...job, state: "running", pausedAt: null, pausedMs, holdId: command.id };
  const silentAt = draft.at + (next.untilMs - job.reportedMs) + policy.silenceMs;
  openHold(draft, { id: command.id, jobId: job.id, amount: admission.hold, silentAt });
  return answerJob(draft, { decision: "continue" });
}
