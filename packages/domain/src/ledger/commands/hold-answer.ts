import { formatUsd, type Micros } from "../../money/index.ts";
import type { HoldAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { isOver } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import { type Hold, openOf } from "../state/state.ts";

/** Builds the answer to a command on a hold. Amounts in micro-USD. */
export function answerHold(draft: Draft, holdId: Id, moved: { charged: Micros; released: Micros }): HoldAnswer {
  const hold = draft.hold(holdId);
  return {
    hold: holdId,
    state: hold.state,
    open: String(openOf(hold)),
    charged: String(moved.charged),
    released: String(moved.released),
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

/**
 * Finds the open hold that a caller may settle, release or void. A hold whose time is over has expired, swept or not.
 * @refuses `hold_not_found`, `hold_closed`; `hold_belongs_to_job` because only the job's own commands keep its meter
 */
export function openBareHold(draft: Draft, holdId: Id): Hold | RuleRefusal {
  const hold = draft.ledger.holds.get(holdId);
  if (hold === undefined) return refuse("hold_not_found", "There is no such hold.", { hold: holdId });
  if (hold.jobId !== null) {
    const message = "This hold belongs to a job. Use the job's own commands: settleEpoch, complete, cancel or fail.";
    return refuse("hold_belongs_to_job", message, { hold: holdId, job: hold.jobId });
  }
  const state = hold.state === "open" && isOver(hold, draft.at) ? "expired" : hold.state;
  if (state !== "open") return refuse("hold_closed", `This hold is closed: it was ${state}.`, { hold: holdId, state });
  return hold;
}

/** Refuses an amount above the open part of a hold. Micro-USD. */
export function beyondHold(hold: Hold, asked: Micros): RuleRefusal {
  const open = openOf(hold);
  const message = `The hold has ${formatUsd(open)} open, less than ${formatUsd(asked)}.`;
  return refuse("beyond_hold", message, { hold: hold.id, open: String(open), asked: String(asked) });
}
