import { least, MAX_BALANCE, type Micros } from "../../money/index.ts";
import type { JobAnswer, PauseReason } from "../state/answer.ts";
import { type BudgetExceeded, budgetInTheWay } from "../state/budget-room.ts";
import type { Draft } from "../state/draft.ts";
import { missingCredit } from "../state/insufficient.ts";
import { type Hold, type Job, openOf } from "../state/state.ts";
import type { WorkPolicy } from "../state/terms.ts";
import { checkPrice, priceUntil } from "./admission.ts";
import { paysLater, uncoveredLimit } from "./zero.ts";

/** Whether a job goes on after a report. Amounts in micro-USD. */
export interface NextDecision {
  readonly decision: JobAnswer["decision"];
  /** Why the job pauses or stops; `null` if it continues. */
  readonly reason: PauseReason | null;
  /** The credit missing for the next epoch. */
  readonly missing: Micros;
  /** The budget that has no room for the next epoch, if that is the reason. */
  readonly budget: BudgetExceeded | null;
  /** The open credit that the hold needs for the next epoch, if the job continues. */
  readonly open: Micros;
}

/** The decision that a job does not go on. */
export const halted = (decision: "pause" | "stop", reason: PauseReason, missing: Micros = 0n): NextDecision => ({
  decision,
  reason,
  missing,
  budget: null,
  open: 0n,
});

/**
 * Decides whether a job goes on to its next epoch; changes nothing. The job must have credit for all of the next epoch,
 * its own hold included, unless its policy lets it go on into debt.
 * @source docs/rules.md#settle-an-epoch; docs/rules.md#at-zero
 */
export function decideNext(
  draft: Draft,
  job: Job,
  next: { readonly untilMs: number } | null,
  policy: WorkPolicy,
): NextDecision {
  if (job.state === "silent") return halted("pause", "silent");
  if (job.state === "paused" || job.holdId === null) return halted("pause", "paused");
  if (next === null) return halted("pause", "asked");

  const hold = draft.hold(job.holdId);
  const own = openOf(hold);
  const need = priceUntil(job, next.untilMs, policy);
  if (checkPrice(job, job.charged + need) !== null) return halted("stop", "price_above_limit");
  if (reservedOf(hold) + need > MAX_BALANCE) return halted("stop", "balance_above_limit");
  const missing = missingCredit(draft, need, own);
  const covered = least(need, draft.spendable() + own);
  if (missing > 0n && !paysLater(policy)) return halted("pause", "insufficient_credit", missing);
  if (draft.owed + need - covered > uncoveredLimit(policy)) return halted("stop", "overdraft_limit", missing);
  const counted = draft.countedHold(hold.id);
  const budget = need > own && counted !== null ? budgetInTheWay(draft, need - own, counted) : null;
  if (budget !== null) return { ...halted("pause", "budget_exceeded"), budget };
  return { decision: "continue", reason: null, missing: 0n, budget: null, open: covered };
}

/** All credit that a hold has reserved since it was placed, released parts included. Micro-USD. */
function reservedOf({ slices }: Hold): bigint {
  return slices.reduce((sum, { reserved }) => sum + reserved, 0n);
}
