import type { Entry, Posting } from "./entry.ts";
import type { Instant, OrgId } from "./ids.ts";
import type { GrantTerms } from "./state.ts";

/** The name of the format below. A changed format gets a new name; old entries keep the old one. */
export const CANONICAL_FORM = "scrip.entry/1";

/**
 * Builds the text that an entry's hash covers: one JSON array without white space, as `JSON.stringify` writes
 * it, in UTF-8. Amounts, rates and `seq` are strings of digits, instants are milliseconds, and absent values
 * are `null`. In order:
 *
 *     form, organization, seq, at, recordedAt, kind, [actor type, actor id], cause, leg, postings,
 *     [available, reserved, owed] after
 *
 * A posting is `[from, to, amount, grant, hold, debt]`; a cause is one of
 *
 *     ["grant", id, source, kind, amount, effectiveAt, expiresAt, businessKey]
 *     ["hold", id, job, amount]
 *     ["charge", id, job, leg, hold, resource, rate, unitsMilli, reportedMs, chargeableMs, amount,
 *       flags, project, member]
 *     ["debt", id, charge, grant, amount]
 *
 * In the entry that issues a refund grant, the refunded row follows the business key: `["charge", id]` or
 * `["debt", id]`. The grant's later entries have the cause without it.
 *
 * @param recordedAt the time of the database's clock
 * @source docs/rules.md#canonical-form; docs/invariants.md#l9; docs/decisions/0003-canonical-entry.md
 */
export function canonicalEntry(orgId: OrgId, entry: Entry, recordedAt: Instant): string {
  return JSON.stringify([
    CANONICAL_FORM,
    orgId,
    String(entry.seq),
    entry.at,
    recordedAt,
    entry.kind,
    [entry.actor.type, entry.actor.id],
    canonicalCause(entry),
    entry.leg,
    entry.postings.map(canonicalPosting),
    [String(entry.after.available), String(entry.after.reserved), String(entry.after.owed)],
  ]);
}

function canonicalPosting(posting: Posting): unknown[] {
  return [posting.from, posting.to, String(posting.amount), posting.grantId, posting.holdId, posting.debtId];
}

function canonicalCause({ kind, cause }: Pick<Entry, "kind" | "cause">): unknown[] {
  if (cause.type === "grant") return canonicalGrant(cause.grant, kind === "grant_issued");
  if (cause.type === "debt") {
    const { id, chargeId, grantId, amount } = cause.debt;
    return ["debt", id, chargeId, grantId, String(amount)];
  }
  if (cause.type === "hold") return ["hold", cause.hold.id, cause.hold.jobId, String(cause.hold.amount)];
  const { id, jobId, leg, holdId, resource, rate, unitsMilli, reportedMs, chargeableMs, amount } = cause.charge;
  const { flags, project, member } = cause.charge;
  return [
    "charge",
    id,
    jobId,
    leg,
    holdId,
    resource,
    rate === null ? null : String(rate),
    unitsMilli,
    reportedMs,
    chargeableMs,
    String(amount),
    flags,
    project,
    member,
  ];
}

function canonicalGrant(grant: GrantTerms, isIssued: boolean): unknown[] {
  const { id, source, kind, amount, effectiveAt, expiresAt, businessKey, refundOf } = grant;
  const terms = ["grant", id, source, kind, String(amount), effectiveAt, expiresAt, businessKey];
  return isIssued && refundOf !== undefined ? [...terms, [refundOf.type, refundOf.id]] : terms;
}
