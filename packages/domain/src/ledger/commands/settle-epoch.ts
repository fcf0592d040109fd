import { MAX_BALANCE } from "../../money/index.ts";
import { checkPrice, priceUntil } from "../jobs/admission.ts";
import { chargeJob } from "../jobs/charge-job.ts";
import { answerJob } from "../jobs/job-answer.ts";
import { checkQuantity, liveJob, policyOfJob } from "../jobs/job-facts.ts";
import { chargeableMs } from "../jobs/job-price.ts";
import type { JobAnswer, PauseReason } from "../state/answer.ts";
import { checkBudgets, countedIn } from "../state/budgets.ts";
import type { Draft } from "../state/draft.ts";
import { expireReleased, releaseAndClose, releaseSlices, reserve } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { missingCredit } from "../state/insufficient.ts";
import { type RuleContext, type RuleRefusal, refuse } from "../state/rule.ts";
import { type Hold, type Job, openOf } from "../state/state.ts";
import type { WorkPolicy } from "../state/terms.ts";
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
  const chargeable = chargeableMs(job, quantityMs, policy.capAtEstimate);
  const { charge, becameOwed, limit } = chargeJob(draft, job, command.id, {
    reportedMs: quantityMs,
    upToMs: chargeable,
  });
  const outcome = limit === null ? reserveNext(draft, job, next, policy) : halt(draft, "stop", limit);
  draft.enter("settled", { type: "charge", charge });
  expireReleased(draft, outcome.lapsed);
  return answerJob(draft, {
    decision: outcome.decision,
    becameOwed,
    ...(outcome.reason !== null && { reason: outcome.reason }),
    ...(outcome.missing > 0n && { missing: outcome.missing }),
  });
}

/** Refuses a next epoch that does not end after the reported quantity. */
export function checkNext(job: Pick<Job, "ref">, quantityMs: number, next: NextEpoch | null): RuleRefusal | null {
  if (next === null || next.untilMs > quantityMs) return null;
  const message = `The next epoch of "${job.ref}" would end at ${next.untilMs} ms, not after the ${quantityMs} ms that are done.`;
  return refuse("next_not_ahead", message, { job: job.ref, untilMs: next.untilMs, quantityMs });
}

interface NextOutcome {
  readonly decision: JobAnswer["decision"];
  /** Why the job pauses or stops; `null` if it continues. */
  readonly reason: PauseReason | null;
  readonly missing: bigint;
  /** Lapsed grants to which credit was released. */
  readonly lapsed: readonly Id[];
}

/** Reserves the next epoch for a job, or pauses the job. */
function reserveNext(draft: Draft, before: Job, next: NextEpoch | null, policy: WorkPolicy): NextOutcome {
  const job = draft.job ?? before;
  if (before.state === "silent") return halt(draft, "pause", "silent");
  if (before.state === "paused" || job.holdId === null) return halt(draft, "pause", "paused");
  if (next === null) return halt(draft, "pause", "asked");

  const hold = draft.hold(job.holdId);
  const open = openOf(hold);
  const need = priceUntil(job, next.untilMs, policy);
  if (checkPrice(job, job.charged + need) !== null) return halt(draft, "stop", "price_above_limit");
  if (reservedOf(hold) + need > MAX_BALANCE) return halt(draft, "stop", "balance_above_limit");
  const missing = missingCredit(draft, need, open);
  if (missing > 0n) return halt(draft, "pause", "insufficient_credit", missing);
  if (need > open && checkBudgets(draft, need - open, countedIn(hold)) !== null)
    return halt(draft, "pause", "budget_exceeded");
  const lapsed = need < open ? releaseSlices(draft, hold.id, open - need) : [];
  if (need > open) reserve(draft, hold.id, need - open);
  setSilentAt(draft, hold.id, draft.at + (next.untilMs - job.reportedMs) + policy.silenceMs);
  return { decision: "continue", reason: null, missing: 0n, lapsed };
}

/** All credit that a hold has reserved since it was placed, released parts included. Micro-USD. */
function reservedOf({ slices }: Hold): bigint {
  return slices.reduce((sum, { reserved }) => sum + reserved, 0n);
}

/** Pauses a job, unless it is paused, and ends its hold, so that a paused job never becomes silent. */
function halt(draft: Draft, decision: "pause" | "stop", reason: PauseReason, missing = 0n): NextOutcome {
  const { job } = draft;
  if (job === null) throw new Error("a pause without its job");
  const lapsed = job.holdId === null ? [] : releaseAndClose(draft, job.holdId);
  if (job.state !== "paused") draft.job = { ...job, state: "paused", pausedAt: draft.at, holdId: null };
  return { decision, reason, missing, lapsed };
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
