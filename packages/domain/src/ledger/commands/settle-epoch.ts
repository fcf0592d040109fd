import { priceUntil } from "../jobs/admission.ts";
import { chargeJob } from "../jobs/charge-job.ts";
import { answerJob } from "../jobs/job-answer.ts";
import { checkQuantity, liveJob, policyOfJob } from "../jobs/job-facts.ts";
import { chargeableMs } from "../jobs/job-price.ts";
import type { JobAnswer, PauseReason } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { expireReleased, releaseAndClose, releaseSlices, reserve } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { type Facts, type RuleRefusal, refuse } from "../state/rule.ts";
import { type Job, openOf } from "../state/state.ts";
import type { WorkPolicy } from "../state/terms.ts";
import type { NextEpoch, SettleEpoch } from "./command.ts";

/**
 * Charges what an epoch cost and reserves the next one, in one entry. The hold grows by the exact
 * difference, all or nothing; where credit does not reach, the job pauses and its hold ends.
 * @returns `continue`, or `pause` with the reason and what is missing
 * @refuses `job_not_found`, `job_closed`, `job_not_in_epochs`, `quantity_goes_back`,
 *   `quantity_ahead_of_time`, `next_not_ahead`
 * @source DESIGN 4: "settleEpoch"; DESIGN 2: "at zero"
 */
export function settleEpoch(draft: Draft, command: SettleEpoch, facts: Facts): JobAnswer | RuleRefusal {
  const job = liveJob(draft, command.ref);
  if ("refused" in job) return job;
  if (job.mode !== "epochs") {
    const message = `The job "${job.ref}" is timed: it is charged once, when it completes, is cancelled or fails.`;
    return refuse("job_not_in_epochs", message, { job: job.ref });
  }
  const { quantityMs, next } = command;
  const problem = checkQuantity(draft, job, quantityMs) ?? checkNext(job, quantityMs, next);
  if (problem !== null) return problem;

  const policy = policyOfJob(job, facts);
  const chargeable = chargeableMs(job, quantityMs, policy.capAtEstimate);
  const { charge, becameOwed } = chargeJob(draft, job, command.id, quantityMs, chargeable);
  const going = goOn(draft, job, next, policy);
  draft.enter("settled", { type: "charge", charge });
  expireReleased(draft, going.lapsed);
  return answerJob(draft, {
    decision: going.reason === null ? "continue" : "pause",
    becameOwed,
    ...(going.reason !== null && { reason: going.reason }),
    ...(going.missing > 0n && { missing: going.missing }),
  });
}

/** Refuses a next epoch that would end before what is reported. */
export function checkNext(job: Pick<Job, "ref">, quantityMs: number, next: NextEpoch | null): RuleRefusal | null {
  if (next === null || next.untilMs >= quantityMs) return null;
  const message = `The next epoch of "${job.ref}" would end at ${next.untilMs} ms, before the ${quantityMs} ms that are done.`;
  return refuse("next_not_ahead", message, { job: job.ref, untilMs: next.untilMs, quantityMs });
}

interface Going {
  /** Why the job pauses, `null` where it goes on. */
  readonly reason: PauseReason | null;
  readonly missing: bigint;
  /** Lapsed grants that got credit back. */
  readonly lapsed: readonly Id[];
}

function goOn(draft: Draft, before: Job, next: NextEpoch | null, policy: WorkPolicy): Going {
  const job = draft.job ?? before;
  if (before.state === "silent") return pause(draft, "silent", 0n);
  if (before.state === "paused" || job.holdId === null) return { reason: "paused", missing: 0n, lapsed: [] };
  if (next === null) return pause(draft, "asked", 0n);

  const hold = draft.hold(job.holdId);
  const open = openOf(hold);
  const need = priceUntil(job, next.untilMs, job.charged, policy);
  const spendable = draft.spendable();
  if (need - open > spendable) return pause(draft, "insufficient_credit", need - open - spendable);
  const lapsed = need < open ? releaseSlices(draft, hold.id, open - need) : [];
  if (need > open) reserve(draft, hold.id, need - open);
  listenUntil(draft, hold.id, draft.at + (next.untilMs - job.reportedMs) + policy.silenceMs);
  return { reason: null, missing: 0n, lapsed };
}

/** Ends the hold of a job that stops for now: a paused job is never silent. */
function pause(draft: Draft, reason: PauseReason, missing: bigint): Going {
  const { job } = draft;
  if (job === null) throw new Error("a pause without its job");
  const lapsed = job.holdId === null ? [] : releaseAndClose(draft, job.holdId);
  draft.job = { ...job, state: "paused", pausedAt: draft.at, holdId: null };
  return { reason, missing, lapsed };
}

/**
 * Moves the moment at which a hold is silent. Only an earlier one is written to the due row: a later
 * one is found by the sweeper when it looks, so that a settle touches no index on time.
 */
function listenUntil(draft: Draft, holdId: Id, silentAt: number): void {
  const hold = draft.hold(holdId);
  draft.put({ hold: { ...hold, silentAt } });
  if (hold.silentAt === null || silentAt < hold.silentAt)
    draft.due.push({ kind: "expire_hold", refId: holdId, dueAt: silentAt });
}
