import type { CancelAnswer } from "../state/answer.ts";
import type { Draft } from "../state/draft.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { ScheduledGrant } from "../state/state.ts";
import type { CancelScheduled } from "./command.ts";
import type { Needs } from "./needs.ts";
import { grantNotFound } from "./revoke-grant.ts";

/** The scheduled grant. */
export const cancelScheduledNeeds = ({ grantId }: CancelScheduled): Needs => ({ grant: grantId });

/**
 * Cancels a scheduled grant before its time: it will never be issued. Its business key stays taken. The entry moves
 * nothing.
 * @refuses `grant_not_found`; `grant_not_scheduled` if the grant was issued, is due, or was cancelled before
 * @source docs/rules.md#scheduled-grants; docs/invariants.md#l14
 */
export function cancelScheduled(draft: Draft, { grantId }: CancelScheduled): CancelAnswer | RuleRefusal {
  const scheduled = draft.ledger.scheduled.get(grantId);
  if (scheduled === undefined) {
    if (draft.ledger.grants.has(grantId)) return notScheduled(grantId, "issued");
    return grantNotFound(grantId);
  }
  // A grant that is due counts as issued, swept or not.
  if (scheduled.issued || scheduled.effectiveAt <= draft.at) return notScheduled(grantId, "issued");
  if (scheduled.cancelled) return notScheduled(grantId, "cancelled");
  cancel(draft, scheduled);
  return { grant: grantId, amount: String(scheduled.amount), seq: draft.lastSeq(), balance: draft.answerBalance() };
}

/** Marks a scheduled grant as cancelled, in an entry that moves nothing. */
export function cancel(draft: Draft, scheduled: ScheduledGrant): void {
  draft.scheduled = { ...scheduled, cancelled: true };
  draft.due.push({ kind: "issue_grant", refId: scheduled.id, dueAt: null });
  draft.note("grant_cancelled", { type: "scheduled", grant: scheduled });
}

function notScheduled(grant: string, state: "issued" | "cancelled"): RuleRefusal {
  const message = `The grant is ${state}; only a grant whose time has not come can be cancelled.`;
  return refuse("grant_not_scheduled", message, { grant, state });
}
