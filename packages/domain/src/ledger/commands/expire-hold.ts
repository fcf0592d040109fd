import type { SweepAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { expireOverHold, isOver } from "../state/hold-moves.ts";
import type { ExpireHold } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The hold, with its slices and the grants that fund it. */
export const expireHoldNeeds = ({ holdId }: ExpireHold): Needs => ({ hold: holdId });

/**
 * Ends a hold that expired without a report, and releases its credit. Its job becomes silent: it may still be
 * running, and a late settle charges it.
 * @returns `done: false` before the hold's time (the due row moves to that time), or if the hold had ended
 * @source docs/rules.md#silence; docs/invariants.md#c7
 */
export function expireHold(draft: Draft, command: ExpireHold): SweepAnswer {
  const hold = draft.ledger.holds.get(command.holdId);
  const done = hold !== undefined && hold.state === "open" && isOver(hold, draft.at);
  if (done) expireOverHold(draft, hold);
  else {
    const stillDueAt = hold?.state === "open" ? hold.silentAt : null;
    draft.due.push({ kind: "expire_hold", refId: command.holdId, dueAt: stillDueAt });
  }
  return { done, seq: draft.lastSeq(), balance: draft.answerBalance() };
}
