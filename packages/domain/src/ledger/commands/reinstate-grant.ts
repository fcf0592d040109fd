import { formatUsd, least, type Micros } from "../../money/index.ts";
import type { ReinstateAnswer } from "../state/answer.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Draft } from "../state/draft.ts";
import { expireReleased } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { ReinstateGrant } from "./command.ts";
import type { Needs } from "./needs.ts";
import { refundableOf, refundPayments } from "./refund-payments.ts";
import { grantNotFound, reversalsOf } from "./revoke-grant.ts";

/** The grant, with its revocations and their debts. */
export const reinstateGrantNeeds = ({ grantId }: ReinstateGrant): Needs => ({ grant: grantId, revocationsOf: grantId });

/**
 * Undoes revocations of a grant. It first forgives the open debts of the revocations. Then the grant gets its
 * revoked credit again, which expires at once if the grant has expired. Then refund grants return the credit
 * that paid those debts. Forgiven debts return no credit, because no credit paid them.
 * @refuses `grant_not_found`; `beyond_revoked` if the amount is above the revoked part
 * @source docs/rules.md#reinstatement; docs/invariants.md#l23; docs/invariants.md#l31
 */
export function reinstateGrant(draft: Draft, command: ReinstateGrant): ReinstateAnswer | RuleRefusal {
  const { grantId, amount } = command;
  const grant = draft.ledger.grants.get(grantId);
  if (grant === undefined) return grantNotFound(grantId);
  const reversals = reversalsOf(draft, grantId).map(({ id }) => {
    return { id, open: draft.ledger.debts.get(id)?.open ?? 0n, refundable: refundableOf(draft.corrections, id) };
  });
  const revoked = reversals.reduce((sum, { open, refundable }) => sum + open + refundable, grant.revoked);
  if (amount > revoked) {
    const message = `Only ${formatUsd(revoked)} of the grant stands revoked; ${formatUsd(amount)} was to be reinstated.`;
    return refuse("beyond_revoked", message, { grant: grantId, revoked: String(revoked), asked: String(amount) });
  }
  let left = amount;
  const take = (most: Micros): Micros => {
    const part = least(most, left);
    left -= part;
    return part;
  };
  for (const { id, open } of reversals) draft.post("owed", "forgiven", take(open), { debtId: id });
  const forgiven = amount - left;
  const reinstated = take(grant.revoked);
  draft.post("revoked", "avail", reinstated, { grantId });
  draft.payDebts();
  draft.enter("grant_reinstated", { type: "grant", grant });
  if (reinstated > 0n && hasLapsed(grant, draft.at)) expireReleased(draft, [grantId]);
  const refunded = left;
  const grants: Id[] = [];
  for (const { id, refundable } of reversals)
    refundPayments(draft, command.id, { type: "debt", id }, take(refundable), grants);
  return {
    grant: grantId,
    forgiven: String(forgiven),
    reinstated: String(reinstated),
    refunded: String(refunded),
    grants,
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}
