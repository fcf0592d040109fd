import type { HoldAnswer } from "../state/answer.ts";
import { bareCharge } from "../state/charge-row.ts";
import type { Draft } from "../state/draft.ts";
import { closeHold, expireReleased, releaseAndClose, settleSlices } from "../state/hold-moves.ts";
import type { RuleRefusal } from "../state/rule.ts";
import { openOf } from "../state/state.ts";
import type { SettleHold } from "./command.ts";
import { answerHold, beyondHold, openBareHold } from "./hold-answer.ts";
import type { Needs } from "./needs.ts";

/** The hold, with its slices and the grants that fund it. */
export const settleHoldNeeds = ({ holdId }: SettleHold): Needs => ({ hold: holdId });

/**
 * Charges a part of a hold in burn order. The rest stays held, unless `close` releases it. A fully charged
 * hold is settled.
 * @refuses `beyond_hold`, `hold_closed`, `hold_not_found`, `hold_belongs_to_job`
 * @source docs/rules.md#settle
 */
export function settleHold(draft: Draft, command: SettleHold): HoldAnswer | RuleRefusal {
  const hold = openBareHold(draft, command.holdId);
  if ("refused" in hold) return hold;
  const open = openOf(hold);
  if (command.amount > open) return beyondHold(hold, command.amount);
  const charge = bareCharge(draft, command, { holdId: hold.id, resource: command.resource });
  settleSlices(draft, hold.id, command.amount);
  const rest = open - command.amount;
  const closing = command.close || rest === 0n;
  const lapsed = closing && rest > 0n ? releaseAndClose(draft, hold.id, "settled") : [];
  if (closing && rest === 0n) closeHold(draft, hold, "settled");
  draft.enter("settled", { type: "charge", charge });
  expireReleased(draft, lapsed);
  return answerHold(draft, hold.id, { charged: command.amount, released: closing ? rest : 0n });
}
