import { formatUsd, least, type Micros } from "../../money/index.ts";
import type { RevokeAnswer } from "../state/answer.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Draft } from "../state/draft.ts";
import type { DebtTerms } from "../state/entry.ts";
import type { Id } from "../state/ids.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import type { Grant } from "../state/state.ts";
import type { RevokeGrant } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The grant, with its revocations and their debts. */
export const revokeGrantNeeds = ({ grantId }: RevokeGrant): Needs => ({ grant: grantId, revocationsOf: grantId });

/**
 * Takes back a part of a grant whose payment was refunded or is disputed. The part that is already spent, held
 * or expired (swept or not) becomes a debt, which other spendable credit pays at once. Held credit stays usable
 * by its hold.
 * @refuses `grant_not_found`; `beyond_grant` if the amount is above the part not yet revoked
 * @source docs/rules.md#revocation; docs/invariants.md#l23; docs/invariants.md#l31
 */
export function revokeGrant(draft: Draft, command: RevokeGrant): RevokeAnswer | RuleRefusal {
  const { id, grantId, amount } = command;
  const grant = draft.ledger.grants.get(grantId);
  if (grant === undefined) return grantNotFound(grantId);
  const revocable = grant.amount - revokedOf(draft, grant);
  if (amount > revocable) {
    const message = `Only ${formatUsd(revocable)} of the grant can be revoked; ${formatUsd(amount)} was asked for.`;
    return refuse("beyond_grant", message, { grant: grantId, revocable: String(revocable), asked: String(amount) });
  }
  const revoked = least(hasLapsed(grant, draft.at) ? 0n : grant.avail, amount);
  const used = amount - revoked;
  draft.post("avail", "revoked", revoked, { grantId });
  if (used > 0n) {
    const zeros = { open: 0n, paid: 0n, forgiven: 0n };
    draft.put({ debt: { id, amount: used, ...zeros, seq: draft.nextSeq, reversalOf: grantId } });
    draft.post("reversal", "owed", used, { debtId: id });
    draft.payDebts();
  }
  const becameOwed = used === 0n ? 0n : draft.debt(id).open;
  draft.enter("grant_revoked", { type: "grant", grant });
  return {
    grant: grantId,
    revoked: String(revoked),
    debt: used === 0n ? null : id,
    paid: String(used - becameOwed),
    becameOwed: String(becameOwed),
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

/** The debts that a grant's revocations made, oldest first. */
export function reversalsOf(draft: Draft, grantId: Id): DebtTerms[] {
  return [...draft.corrections.debts.values()].filter((debt) => debt.grantId === grantId);
}

/** The revoked part of a grant, as credit or as a debt: revoked + debt - reinstated (L23). Micro-USD. */
function revokedOf(draft: Draft, grant: Grant): Micros {
  const { forgiven, refunded } = draft.corrections;
  let revoked = grant.revoked - (forgiven.get(grant.id) ?? 0n);
  for (const { id, amount } of reversalsOf(draft, grant.id)) revoked += amount - (refunded.get(id) ?? 0n);
  return revoked;
}

/** Refuses a grant that the organization does not have. */
export function grantNotFound(grant: Id): RuleRefusal {
  return refuse("grant_not_found", "There is no such grant.", { grant });
}
