import { answerJob } from "../jobs/job-answer.ts";
import { checkQuantity, liveJob, policyOfJob } from "../jobs/job-facts.ts";
import { chargeableMs } from "../jobs/job-price.ts";
import { decideNext, halted, type NextDecision } from "../jobs/next-epoch.ts";
import type { JobAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { expireReleased, releaseAndClose, releaseSlices, reserve } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import { type Job, openOf } from "../state/state.ts";
import type { WorkPolicy } from "../state/terms.ts";
import { chargeJob } from "./charge-job.ts";
import type { NextEpoch, SettleEpoch } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The job, with its open hold. */
export const settleEpochNeeds = ({ ref }: SettleEpoch): Needs => ({ jobRef: ref });

/**
 * Charges an epoch and reserves the next one, in one entry. The hold grows by the exact difference, all or
 * nothing. If credit is not enough, the charge leaves a debt, or a budget of the hold has no room, the job pauses and its
 * hold ends.
 * @returns `continue`, `pause` with the reason and the missing amount, or `stop` at a limit
 * @refuses `job_not_found`, `job_closed`, `job_not_in_epochs`, `quantity_goes_back`,
 *   `quantity_ahead_of_time`, `next_not_ahead`
 * @source docs/rules.md#settle-an-epoch; docs/rules.md#at-zero
 */
export function settleEpoch(draft: Draft, command: SettleEpoch, context: RuleContext): JobAnswer | RuleRefusal {
  const job = liveJob(draft, command.ref);
  if ("refused" in job) return job;
  if (job.mode !== "epochs") {
    const message = `The job "${job.ref}" is timed: it is charged once, when it completes, is cancelled or fails.`;
    return refuse("job_not_in_epochs", message, { job: job.ref });
  }
  const { quantityMs, next } = command;
  const problem = checkQuantity(draft, job, quantityMs) ?? checkNext(job, quantityMs, next);
  if (problem !== null) return problem;

  const policy = policyOfJob(job, context);
  const upTo = upToMs(draft, job, command, policy);
  const report = { reportedMs: quantityMs, upToMs: upTo };
  const { charge, becameOwed, limit } = chargeJob(draft, job, command.id, report);
  const outcome = limit === null ? decideNext(draft, draft.job ?? job, next, policy) : halted("stop", limit);
  const lapsed = carryOut(draft, outcome, next, policy.silenceMs);
  draft.enter("settled", { type: "charge", charge });
  expireReleased(draft, lapsed);
  const { decision, reason, missing, budget } = outcome;
  return answerJob(draft, {
    decision,
    becameOwed,
    ...(reason !== null && { reason }),
    ...(missing > 0n && { missing }),
    ...(budget !== null && { budget }),
  });
}

/** Refuses a next epoch that does not end after the reported quantity. */
export function checkNext(job: Pick<Job, "ref">, quantityMs: number, next: NextEpoch | null): RuleRefusal | null {
  if (next === null || next.untilMs > quantityMs) return null;
  const message = `The next epoch of "${job.ref}" would end at ${next.untilMs} ms, not after the ${quantityMs} ms that are done.`;
  return refuse("next_not_ahead", message, { job: job.ref, untilMs: next.untilMs, quantityMs });
}
/**
 * The cumulative quantity that a report charges, in milliseconds. Under a policy that charges later, a job that goes on
 * is charged once enough time has passed; one that pauses is charged at once, because its hold ends.
 * @source docs/rules.md#charging
 */
function upToMs(draft: Draft, job: Job, { quantityMs, next }: SettleEpoch, policy: WorkPolicy): number {
  const all = chargeableMs(job, quantityMs, policy.capAtEstimate);
  const isDue = all - job.chargeableMs >= policy.chargeEveryMs;
  return isDue || decideNext(draft, job, next, policy).decision !== "continue" ? all : job.chargeableMs;
}

/** Sets the hold to the next epoch, or ends it. @returns the lapsed grants to which credit was released */
function carryOut(draft: Draft, { decision, open }: NextDecision, next: NextEpoch | null, silenceMs: number): Id[] {
  const { job } = draft;
  if (job === null) throw new Error("a decision without its job");
  if (decision !== "continue" || job.holdId === null || next === null) return halt(draft, job);
  const own = openOf(draft.hold(job.holdId));
  const lapsed = open < own ? releaseSlices(draft, job.holdId, own - open) : [];
  if (open > own) reserve(draft, job.holdId, open - own);
  setSilentAt(draft, job.holdId, draft.at + (next.untilMs - job.reportedMs) + silenceMs);
  return lapsed;
}

/** Pauses a job, unless it is paused, and ends its hold, so that a paused job never becomes silent. */
function halt(draft: Draft, job: Job): Id[] {
  const lapsed = job.holdId === null ? [] : releaseAndClose(draft, job.holdId);
  if (job.state !== "paused") draft.job = { ...job, state: "paused", pausedAt: draft.at, holdId: null };
  return lapsed;
}

/**
 * Sets the time at which a hold becomes silent. Only an earlier time changes the due row. The sweeper finds a
 * later time itself when it reads the hold, so a settle does not update the index on due times.
 */
function setSilentAt(draft: Draft, holdId: Id, silentAt: number): void {
  const hold = draft.hold(holdId);
  draft.put({ hold: { ...hold, silentAt } });
  if (hold.silentAt === null || silentAt < hold.silentAt)
    draft.due.push({ kind: "expire_hold", refId: holdId, dueAt: silentAt });
}
