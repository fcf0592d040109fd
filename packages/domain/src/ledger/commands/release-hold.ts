import type { HoldAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { expireReleased, releaseAndClose, releaseSlices } from "../state/hold-moves.ts";
import type { RuleRefusal } from "../state/rule.ts";
import { openOf } from "../state/state.ts";
import type { ReleaseHold, VoidHold } from "./command.ts";
import { answerHold, beyondHold, openBareHold } from "./hold-answer.ts";
import type { Needs } from "./needs.ts";

/** The hold, with its slices and the grants that fund it. */
export const releaseHoldNeeds = ({ holdId }: ReleaseHold): Needs => ({ hold: holdId });

/**
 * Releases a part of a hold. A hold with nothing left open is closed.
 * @refuses `beyond_hold`, `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source docs/rules.md#release; docs/invariants.md#l18
 */
export function releaseHold(draft: Draft, command: ReleaseHold): HoldAnswer | RuleRefusal {
  const hold = openBareHold(draft, command.holdId);
  if ("refused" in hold) return hold;
  const open = openOf(hold);
  if (command.amount > open) return beyondHold(hold, command.amount);
  const whole = command.amount === open;
  const lapsed = whole ? releaseAndClose(draft, hold.id) : releaseSlices(draft, hold.id, command.amount);
  draft.enter("hold_released", { type: "hold", hold, job: null });
  expireReleased(draft, lapsed);
  return answerHold(draft, hold.id, { charged: 0n, released: command.amount });
}

/** The hold, with its slices and the grants that fund it. */
export const voidHoldNeeds = ({ holdId }: VoidHold): Needs => ({ hold: holdId });

/**
 * Closes a hold without a charge and releases all its open credit.
 * @refuses `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source docs/rules.md#void
 */
export function voidHold(draft: Draft, command: VoidHold): HoldAnswer | RuleRefusal {
  const hold = openBareHold(draft, command.holdId);
  if ("refused" in hold) return hold;
  const lapsed = releaseAndClose(draft, hold.id, "voided");
  draft.enter("hold_voided", { type: "hold", hold, job: null });
  expireReleased(draft, lapsed);
  return answerHold(draft, hold.id, { charged: 0n, released: openOf(hold) });
}
