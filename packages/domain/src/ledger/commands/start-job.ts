import { greatest } from "../../money/index.ts";
import { admissionOf, checkAdmission, checkPrice } from "../jobs/admission.ts";
import { answerJob } from "../jobs/job-answer.ts";
import { findJob } from "../jobs/job-facts.ts";
import { finalPriceOf } from "../jobs/job-price.ts";
import type { JobAnswer } from "../state/answer.ts";
import { checkBudgets } from "../state/budget-room.ts";
import type { Draft } from "../state/draft.ts";
import { bookOf } from "../state/price-book.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import type { Job } from "../state/state.ts";
import type { PriceBook, WorkPolicy } from "../state/terms.ts";
import { unknownResource } from "./charge-now.ts";
import type { StartJob } from "./command.ts";
import type { Needs } from "./needs.ts";
import { openHold } from "./place-hold.ts";

/** The job, with its open hold. */
export const startJobNeeds = ({ ref }: StartJob): Needs => ({ jobRef: ref });

/**
 * Admits a job and holds the exact price of its first epoch, or of the whole job if it is timed. The job
 * keeps the rate or the price of this moment: that of the organization's contract in force, or else of its catalog.
 * @refuses `job_exists`, `unknown_resource`, `not_sold_for_work`, `work_without_jobs`,
 *   `estimate_missing`, `next_missing`, `price_above_limit`, `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#start; docs/rules.md#admission; docs/rules.md#reserve
 */
export function startJob(draft: Draft, command: StartJob, context: RuleContext): JobAnswer | RuleRefusal {
  const taken = findJob(draft, command.ref);
  if (taken !== undefined) {
    const message = `There is a job "${command.ref}" already. A new run needs a ref of its own.`;
    return refuse("job_exists", message, { job: command.ref, state: taken.state });
  }
  const book = bookOf(draft.ledger, context.books);
  const policy = sellingPolicy(book, command);
  if ("refused" in policy) return policy;
  const job = newJob(draft, command, book);
  const untilMs = firstUntil(command, policy);
  if (typeof untilMs !== "number") return untilMs;

  const admission = admissionOf(draft, job, untilMs, policy);
  const { price, hold } = admission;
  const whole = greatest(price, finalPriceOf(job, job.estimateMs ?? 0));
  const problem =
    checkPrice(job, whole) ?? checkAdmission(draft, admission) ?? checkBudgets(draft, price, draft.counted(job));
  if (problem !== null) return problem;
  draft.job = { ...job, holdId: command.id };
  openHold(draft, { id: command.id, jobId: job.id, amount: hold, silentAt: draft.at + untilMs + policy.silenceMs });
  return answerJob(draft, { decision: "continue" });
}

/**
 * Finds the policy for a kind of work, after it checks that the resource is sold for it.
 * @refuses `unknown_resource`, `not_sold_for_work`, `work_without_jobs`
 */
export function sellingPolicy(book: PriceBook, { resource, work }: StartJob): WorkPolicy | RuleRefusal {
  if (book.costOf(resource) === undefined) return unknownResource(resource);
  const policy = book.policyOf(work);
  if (policy === undefined || !book.isSoldFor(resource, work))
    return refuse("not_sold_for_work", `The resource "${resource}" is not sold for ${work}.`, { resource, work });
  if (!policy.runsAsJobs)
    return refuse("work_without_jobs", `Work of the kind "${work}" is metered as it is used, not as jobs.`, { work });
  return policy;
}

/** The planned end of the first epoch, or of a timed job, as a cumulative quantity in milliseconds. */
export function firstUntil(command: StartJob, policy: WorkPolicy): number | RuleRefusal {
  const { ref, mode, estimateMs, next } = command;
  const needsEstimate = mode === "timed" || policy.reserve === "whole_job" || policy.admission.of === "estimate";
  if (estimateMs === null && needsEstimate)
    return refuse(
      "estimate_missing",
      `The job "${ref}" needs an estimate: its start depends on the price of all of it.`,
      {
        job: ref,
      },
    );
  if (mode === "timed") return estimateMs ?? 0;
  return next?.untilMs ?? nextMissing(ref);
}

/** Refuses a job in epochs without the end of its next epoch. */
export function nextMissing(ref: string): RuleRefusal {
  return refuse("next_missing", `The job "${ref}" runs in epochs: say where the next one ends.`, { job: ref });
}

/** Builds a job at its start, with the price of this moment and without a hold. */
export function newJob(draft: Draft, command: StartJob, book: PriceBook): Job {
  const { id, ref, resource, work, mode, unitsMilli, estimateMs, project, member } = command;
  const cost = book.costOf(resource) ?? 0n;
  return {
    id,
    ref,
    resource,
    work,
    mode,
    rate: typeof cost === "bigint" ? cost : 0n,
    price: typeof cost === "bigint" ? null : cost,
    unitsMilli,
    estimateMs,
    project,
    member,
    catalogVersion: book.version,
    startedAt: draft.at,
    state: "running",
    pausedAt: null,
    pausedMs: 0,
    reportedMs: 0,
    chargeableMs: 0,
    charged: 0n,
    charges: 0,
    holdId: null,
    endedAt: null,
  };
}
