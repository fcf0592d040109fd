import { least, type Micros } from "../../money/index.ts";
import { compareBurn } from "../state/burn.ts";
import type { Corrections } from "../state/corrections.ts";
import { derivedId } from "../state/derived-id.ts";
import type { Draft } from "../state/draft.ts";
import type { Id, Instant } from "../state/ids.ts";
import type { GrantTerms, RefundOf } from "../state/state.ts";
import { book } from "./issue-grant.ts";

/** The least lifetime of refunded credit, so that it can be used: 30 days. */
const LEAST_LIFETIME_MS = 30 * 24 * 3_600_000;

/** The credit that paid a charge or debt and was not refunded yet, in micro-USD. */
export function refundableOf({ payments, refunded }: Corrections, id: Id): Micros {
  let paid = 0n;
  for (const { amount } of payments.get(id)?.values() ?? []) paid += amount;
  return paid - (refunded.get(id) ?? 0n);
}

/**
 * Refunds the credit that paid a charge or debt, last in burn order first. Each grant that paid gets one
 * refund grant of its kind, which lives to the later of its expiry and 30 days. Earlier refunds are skipped. The charge or debt must have nothing
 * open, so that its payers no longer change.
 * @param made the ids of the grants that the command has made so far; the function appends to it
 * @source docs/rules.md#refunds
 */
export function refundPayments(draft: Draft, commandId: Id, of: RefundOf, amount: Micros, made: Id[]): void {
  const { payments, refunded } = draft.corrections;
  let before = refunded.get(of.id) ?? 0n;
  let left = amount;
  const payers = [...(payments.get(of.id)?.values() ?? [])].sort((a, b) => compareBurn(b.grant, a.grant));
  for (const { grant, amount: paid } of payers) {
    const refundedBefore = least(before, paid);
    before -= refundedBefore;
    const part = least(paid - refundedBefore, left);
    if (part === 0n) continue;
    left -= part;
    const id = derivedId(commandId, made.length);
    made.push(id);
    const interval = { effectiveAt: draft.at, expiresAt: refundExpiry(grant, draft.at) };
    // The key names the grant that paid, so that each refund can be traced to it.
    const businessKey = `refund:${of.id}:${grant.id}:${id}`;
    book(draft, { id, source: "refund", kind: grant.kind, amount: part, ...interval, businessKey, refundOf: of });
  }
}

/** The later of the payer's expiry and 30 days from the refund; credit that never expires stays so. */
function refundExpiry({ expiresAt }: GrantTerms, at: Instant): Instant | null {
  return expiresAt === null ? null : Math.max(expiresAt, at + LEAST_LIFETIME_MS);
}
