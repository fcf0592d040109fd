import { greatest, least, type Micros } from "../../money/index.ts";
import { compareBurn } from "../state/burn.ts";
import type { Corrections, Payment } from "../state/corrections.ts";
import { derivedId } from "../state/derived-id.ts";
import type { Draft } from "../state/draft.ts";
import type { Id, Instant } from "../state/ids.ts";
import type { GrantTerms, RefundOf } from "../state/state.ts";
import { book } from "./issue-grant.ts";

/** The least lifetime of refunded credit, so that it can be used: 30 days. */
const LEAST_LIFETIME_MS = 30 * 24 * 3_600_000;

/** The credit that paid a charge or debt and was not refunded yet, in micro-USD. */
export function refundableOf(corrections: Corrections, id: Id): Micros {
  const ofOne = unrefunded(corrections, [id]);
  const meter = [...corrections.meters.values()].find((charges) => charges.has(id));
  if (meter === undefined) return ofOne;
  // Credit that came back because the price fell names one charge, and is a part of what paid the others.
  return greatest(least(ofOne, unrefunded(corrections, meter)), 0n);
}

/** What paid these charges or debts together, less what was refunded of them. Micro-USD. */
function unrefunded({ payments, refunded }: Corrections, ids: Iterable<Id>): Micros {
  let left = 0n;
  for (const id of ids) {
    for (const { amount } of payments.get(id)?.values() ?? []) left += amount;
    left -= refunded.get(id) ?? 0n;
  }
  return left;
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
  const payers = [...(payments.get(of.id)?.values() ?? [])];
  refundPayers(draft, commandId, of, { payers, before: refunded.get(of.id) ?? 0n, amount }, made);
}

/** What is refunded to grants that paid. Micro-USD. */
interface Refund {
  readonly payers: readonly Payment[];
  /** What earlier refunds gave back of these payments. */
  readonly before: Micros;
  readonly amount: Micros;
}

/**
 * Refunds a part of payments, last in burn order first, after the part that was refunded before.
 * @param made the ids of the grants that the command has made so far; the function appends to it
 * @source docs/rules.md#refunds
 */
export function refundPayers(draft: Draft, commandId: Id, of: RefundOf, refund: Refund, made: Id[]): void {
  let { before, amount: left } = refund;
  const payers = refund.payers.toSorted((a, b) => compareBurn(b.grant, a.grant));
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

/** The grant that paid, from the business key of its refund grant. */
export function refundedPayer(businessKey: string): Id {
  return businessKey.split(":")[2] ?? "";
}

/** The later of the payer's expiry and 30 days from the refund; credit that never expires stays so. */
function refundExpiry({ expiresAt }: GrantTerms, at: Instant): Instant | null {
  return expiresAt === null ? null : Math.max(expiresAt, at + LEAST_LIFETIME_MS);
}
