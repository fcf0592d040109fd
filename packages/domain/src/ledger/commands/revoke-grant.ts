import { formatUsd, greatest, least } from "../../money/index.ts";
import type { RevokeAnswer } from "../state/answer.ts";
import { hasLapsed } from "../state/burn.ts";
import type { Draft } from "../state/draft.ts";
import { oweReversal } from "../state/hold-moves.ts";
import type { Id } from "../state/ids.ts";
import { type RuleRefusal, refuse } from "../state/rule.ts";
import { concerned, concernedNow, takenBackOf } from "../state/taken-back.ts";
import type { RevokeGrant } from "./command.ts";
import type { Needs } from "./needs.ts";

/** The grant, with its revocations and their debts. */
export const revokeGrantNeeds = ({ grantId }: RevokeGrant): Needs => ({ grant: grantId, revocationsOf: grantId });

/**
 * Takes back a part of a grant whose payment was refunded or is disputed. Free credit is revoked first. Held credit
 * stays usable by its hold: it is revoked when the hold releases it, and owed when the hold spends it. Only then used
 * credit becomes a debt, which other spendable credit pays at once. Credit that lapsed unused, swept or not, is gone
 * already and is not owed. The entry records the amount, even if nothing moves.
 * @refuses `grant_not_found`; `beyond_grant` if the amount is above the part not yet taken back
 * @source docs/rules.md#revocation; docs/invariants.md#l23; docs/invariants.md#l31
 */
export function revokeGrant(draft: Draft, command: RevokeGrant): RevokeAnswer | RuleRefusal {
  const { id, grantId, amount } = command;
  const grant = draft.ledger.grants.get(grantId);
  if (grant === undefined) return grantNotFound(grantId);
  const taken = takenBackOf(draft, grantId);
  const revocable = greatest(grant.amount - taken.amount, 0n);
  if (amount > revocable) {
    const message = `Only ${formatUsd(revocable)} of the grant can be revoked; ${formatUsd(amount)} was asked for.`;
    return refuse("beyond_grant", message, { grant: grantId, revocable: String(revocable), asked: String(amount) });
  }
  const part = greatest(concerned(grant, taken.amount + amount, draft.at) - concernedNow(draft, grant), 0n);
  const revoked = least(hasLapsed(grant, draft.at) ? 0n : grant.avail, part);
  const held = least(grant.held - grant.toRevoke, part - revoked);
  const used = part - revoked - held;
  draft.put({ grant: { ...grant, toRevoke: grant.toRevoke + held } });
  draft.post("avail", "revoked", revoked, { grantId });
  if (used > 0n) {
    oweReversal(draft, id, grantId, used);
    draft.payDebts();
  }
  const becameOwed = used === 0n ? 0n : draft.debt(id).open;
  draft.enter("grant_revoked", { type: "grant", grant }, amount);
  return {
    grant: grantId,
    revoked: String(revoked),
    held: String(held),
    lapsed: String(amount - part),
    debt: used === 0n ? null : id,
    paid: String(used - becameOwed),
    becameOwed: String(becameOwed),
    seq: draft.lastSeq(),
    balance: draft.answerBalance(),
  };
}

/** Refuses a grant that the organization does not have. */
export function grantNotFound(grant: Id): RuleRefusal {
  return refuse("grant_not_found", "There is no such grant.", { grant });
}
