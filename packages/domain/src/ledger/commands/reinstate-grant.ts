import { formatUsd, greatest, least, type Micros } from "../../money/index.ts";
import type { ReinstateAnswer } from "../state/answer.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Draft } from "../state/draft.ts";
import { expireReleased } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { Grant } from "../state/state.ts";
import { concerned, concernedNow, reversalsOf, takenBackOf } from "../state/taken-back.ts";
import type { ReinstateGrant } from "./command.ts";
import type { Needs } from "./needs.ts";
import { refundableOf, refundPayments } from "./refund-payments.ts";
import { grantNotFound } from "./revoke-grant.ts";

/** The grant, with its revocations and their debts. */
export const reinstateGrantNeeds = ({ grantId }: ReinstateGrant): Needs => ({ grant: grantId, revocationsOf: grantId });

/**
 * Undoes revocations of a grant, as far as they still stand. It first forgives the open debts of the revocations.
 * Then held credit is no longer to be revoked. Then the grant gets its revoked credit again, which expires at once if
 * the grant has expired. Then refund grants return the credit that paid those debts. Debt that was forgiven before
 * returns nothing, because no credit paid it. The entry records the amount, even if nothing moves.
 * @refuses `grant_not_found`; `beyond_revoked` if the amount is above the part that was taken back
 * @source docs/rules.md#reinstatement; docs/invariants.md#l23; docs/invariants.md#l31
 */
export function reinstateGrant(draft: Draft, command: ReinstateGrant): ReinstateAnswer | RuleRefusal {
  const { grantId, amount } = command;
  const grant = draft.ledger.grants.get(grantId);
  if (grant === undefined) return grantNotFound(grantId);
  const taken = takenBackOf(draft, grantId).amount;
  if (amount > taken) {
    const message = `Only ${formatUsd(taken)} of the grant is taken back; ${formatUsd(amount)} was to be reinstated.`;
    return refuse("beyond_revoked", message, { grant: grantId, revoked: String(taken), asked: String(amount) });
  }
  const reversals = reversalsOf(draft, grantId).map(({ id }) => {
    return { id, open: draft.ledger.debts.get(id)?.open ?? 0n, refundable: refundableOf(draft.corrections, id) };
  });
  let left = backFrom(draft, grant, taken - amount);
  const take = (most: Micros): Micros => {
    const part = least(most, left);
    left -= part;
    return part;
  };
  let forgiven = 0n;
  for (const { id, open } of reversals) {
    const part = take(open);
    draft.post("owed", "forgiven", part, { debtId: id });
    forgiven += part;
  }
  const held = take(grant.toRevoke);
  draft.put({ grant: { ...grant, toRevoke: grant.toRevoke - held } });
  const reinstated = take(grant.revoked);
  draft.post("revoked", "avail", reinstated, { grantId });
  draft.payDebts();
  draft.enter("grant_reinstated", { type: "grant", grant }, amount);
  if (reinstated > 0n && hasLapsed(grant, draft.at)) expireReleased(draft, [grantId]);
  let refunded = 0n;
  const grants: Id[] = [];
  for (const { id, refundable } of reversals) {
    const part = take(refundable);
    refundPayments(draft, command.id, { type: "debt", id }, part, grants);
    refunded += part;
  }
  return {
    grant: grantId,
    forgiven: String(forgiven),
    held: String(held),
    reinstated: String(reinstated),
    refunded: String(refunded),
    grants,
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

/**
 * How much of a grant comes back when only `taken` of it stays taken back, in micro-USD. What another revocation
 * still concerns does not come back.
 */
function backFrom(draft: Draft, grant: Grant, taken: Micros): Micros {
  return greatest(concernedNow(draft, grant) - concerned(grant, taken, draft.at), 0n);
}
