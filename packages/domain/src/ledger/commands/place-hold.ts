import type { HoldAnswer } from "../state/answer.ts";
import { checkBudgets } from "../state/budget-room.ts";
import type { Draft } from "../state/draft.ts";
import { reserve } from "../state/hold-moves.ts";
import { checkCredit } from "../state/insufficient.ts";
import type { RuleRefusal } from "../state/rule.ts";
import type { PlaceHold } from "./command.ts";
import { answerHold } from "./hold-answer.ts";

/**
 * Reserves credit without a job, all or nothing.
 * @refuses `insufficient_credit`, `budget_exceeded`
 * @source docs/rules.md#holds
 */
export function placeHold(draft: Draft, command: PlaceHold): HoldAnswer | RuleRefusal {
  const problem = checkCredit(draft, command.amount) ?? checkBudgets(draft, command.amount, draft.counted(NO_LABELS));
  if (problem !== null) return problem;
  const silentAt = command.ttlMs === null ? null : draft.at + command.ttlMs;
  openHold(draft, { id: command.id, jobId: null, amount: command.amount, silentAt });
  return answerHold(draft, command.id, { charged: 0n, released: 0n });
}

/** A hold without a job has no labels. */
const NO_LABELS = { project: null, member: null };

/** Makes a hold, reserves its credit and books its entry. A hold of zero is a row without an entry. */
export function openHold(
  draft: Draft,
  terms: { id: string; jobId: string | null; amount: bigint; silentAt: number | null },
): void {
  draft.put({ hold: { ...terms, state: "open", slices: [], legs: 0, ...draft.placing } });
  reserve(draft, terms.id, terms.amount);
  draft.enter("hold_placed", { type: "hold", hold: terms, job: draft.job });
  if (terms.silentAt !== null) draft.due.push({ kind: "expire_hold", refId: terms.id, dueAt: terms.silentAt });
}
