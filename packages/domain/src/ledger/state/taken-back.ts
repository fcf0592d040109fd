import { least, type Micros } from "../../money/index.ts";
import { hasLapsed } from "./burn.ts";
import type { TakenBack } from "./corrections.ts";
import type { Draft } from "./draft.ts";
import type { DebtTerms } from "./entry.ts";
import type { Id, Instant } from "./ids.ts";
import type { Grant } from "./state.ts";

/** How much of a grant is taken back: the amounts of its revocations, less those of its reinstatements. Micro-USD. */
export function takenBackOf(draft: Draft, grantId: Id): TakenBack {
  return draft.corrections.takenBack.get(grantId) ?? { amount: 0n, isRecorded: true, isLastRecorded: true };
}

/** The debts of a grant's credit that was taken back after it was used, oldest first. */
export function reversalsOf(draft: Draft, grantId: Id): DebtTerms[] {
  return [...draft.corrections.debts.values()].filter((debt) => debt.grantId === grantId);
}

/**
 * The part of a grant that taking `takenBack` of it back concerns. Credit that lapsed unused is gone already, so
 * the part is at most the rest of the grant. The part is revoked, or owed, or pending on holds (L23).
 * @param takenBack micro-USD
 * @source docs/rules.md#revocation; docs/invariants.md#l23
 */
export function concerned(grant: Grant, takenBack: Micros, at: Instant): Micros {
  const lapsed = grant.expired + (hasLapsed(grant, at) ? grant.avail : 0n);
  return least(grant.amount - lapsed, takenBack);
}

/** The part of a grant that is revoked, pending on holds, or a debt that no reinstatement gave back. Micro-USD. */
export function concernedNow(draft: Draft, grant: Grant): Micros {
  const taken = takenBackOf(draft, grant.id);
  if (taken.isRecorded) return concerned(grant, taken.amount, draft.at);
  const { forgiven, refunded } = draft.corrections;
  let sum = grant.revoked + grant.toRevoke - (forgiven.get(grant.id) ?? 0n);
  for (const { id, amount } of reversalsOf(draft, grant.id)) sum += amount - (refunded.get(id) ?? 0n);
  return sum;
}
