import { least, type Micros } from "../../money/index.ts";
import { compareBurn, hasLapsed } from "../state/burn.ts";
import type { Corrections } from "../state/corrections.ts";
import { derivedId } from "../state/derived-id.ts";
import type { Draft } from "../state/draft.ts";
import type { Id, Instant } from "../state/ids.ts";
import type { GrantTerms, RefundOf } from "../state/state.ts";
import { book } from "./issue-grant.ts";

/** How long credit lasts that comes back to a grant which has expired: 30 days. */
const LATE_REFUND_MS = 30 * 24 * 3_600_000;

/** What credit paid of a charge or debt and did not come back, in micro-USD. */
export function refundableOf({ payments, refunded }: Corrections, id: Id): Micros {
  let paid = 0n;
  for (const { amount } of payments.get(id)?.values() ?? []) paid += amount;
  return paid - (refunded.get(id) ?? 0n);
}

/**
 * Gives credit back to what paid a charge or debt, last in burn order first: a refund grant for each
 * grant that paid, of its kind and expiry. What came back before is passed over. Nothing of it may be
 * open: who paid does not change any more.
 * @param made the ids of the grants that the command has made, added to
 * @source DESIGN 3: "one refund grant per grant that paid"
 */
export function refundPayments(draft: Draft, commandId: Id, of: RefundOf, amount: Micros, made: Id[]): void {
  const { payments, refunded } = draft.corrections;
  let before = refunded.get(of.id) ?? 0n;
  let left = amount;
  const payers = [...(payments.get(of.id)?.values() ?? [])].sort((a, b) => compareBurn(b.grant, a.grant));
  for (const { grant, amount: paid } of payers) {
    const cameBack = least(before, paid);
    before -= cameBack;
    const part = least(paid - cameBack, left);
    if (part === 0n) continue;
    left -= part;
    const id = derivedId(commandId, made.length);
    made.push(id);
    const interval = { effectiveAt: draft.at, expiresAt: lateExpiry(grant, draft.at) };
    // The grant that had paid is in the key, so that it can be told from which credit came back what.
    const businessKey = `refund:${of.id}:${grant.id}:${id}`;
    book(draft, { id, source: "refund", kind: grant.kind, amount: part, ...interval, businessKey, refundOf: of });
  }
}

function lateExpiry(grant: GrantTerms, at: Instant): Instant | null {
  return hasLapsed(grant, at) ? at + LATE_REFUND_MS : grant.expiresAt;
}
