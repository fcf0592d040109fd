import type { Micros } from "../../money/index.ts";
import { canonicalPrice } from "../../usage/prices/index.ts";
import type { Entry, JobStart, Metered, Posting } from "./entry.ts";
import type { Id, Instant, OrgId } from "./ids.ts";
import type { GrantTerms } from "./state.ts";

/** The names of the formats below, newest first. A changed format gets a new name; old entries keep the old one. */
export const CANONICAL_FORMS = ["scrip.entry/2", "scrip.entry/1"] as const;

/** The name of a format. */
export type CanonicalForm = (typeof CANONICAL_FORMS)[number];

/** What is recorded with an entry and is no part of it. */
export interface Recorded {
  /** The time of the database's clock. */
  readonly at: Instant;
  /** The idempotency key of the command, on its last entry: the ids of the key and of its payload, and the answer. */
  readonly key: { readonly keyId: Id | null; readonly payloadId: Id | null; readonly answer: string | null } | null;
  /** The answer to the report of a job, if that is the cause. */
  readonly told: {
    readonly decision: string | null;
    readonly reason: string | null;
    readonly missing: Micros | null;
  } | null;
}

/**
 * Builds the text that an entry's hash covers: one JSON array without white space, as `JSON.stringify` writes
 * it, in UTF-8. Amounts, rates and `seq` are strings of digits, instants are milliseconds, and absent values
 * are `null`. In order:
 *
 *     form, organization, seq, at, recordedAt, kind, [actor type, actor id], cause, leg, postings,
 *     [available, reserved, owed] after, key, told
 *
 * A posting is `[from, to, amount, grant, hold, debt]`; a cause is one of
 *
 *     ["grant", id, source, kind, amount, effectiveAt, expiresAt, businessKey]
 *     ["scheduled", id, source, kind, amount, effectiveAt, expiresAt, businessKey]
 *     ["hold", id, job, amount, silentAt, [ref, resource, work, mode, rate, unitsMilli, estimateMs, project,
 *       member, catalogVersion, startedAt]]
 *     ["charge", id, job, leg, hold, resource, rate, unitsMilli, reportedMs, chargeableMs, amount,
 *       flags, project, member]
 *     ["debt", id, charge, grant, amount]
 *
 * In the entry that issues a refund grant, the refunded row follows the business key: `["charge", id]` or
 * `["debt", id]`. The grant's later entries have the cause without it. In an entry that takes credit of a grant
 * back or reinstates it, the amount of the command follows the business key: `["asked", amount]`.
 *
 * In a charge of a meter these follow the member: `meter, meter id, quantity, from, until, isLate, price, source, name`, and
 * if a month meter counts it, `month meter id, leg, quantity` of that meter.
 *
 * The terms of a job with a price shape end with the text of the shape. A hold without a job has `null` for the job's
 * terms, and that of a job has `null` for `silentAt`, which changes.
 * `key` is `[key id, payload id, answer]`, on the last entry of a command with an idempotency key. `told` is
 * `[decision, reason, missing]`, if the cause is the report of a job. Both are `null` elsewhere.
 *
 * The form `scrip.entry/1` has neither `key` nor `told`, and of a hold only id, job and amount.
 *
 * @param form the format; the newest, if not given. Only `verify` names an older one
 * @source docs/rules.md#canonical-form; docs/invariants.md#l9; docs/decisions/0003-canonical-entry.md
 */
export function canonicalEntry(
  orgId: OrgId,
  entry: Entry,
  recorded: Recorded,
  form: CanonicalForm = CANONICAL_FORMS[0],
): string {
  const { key, told } = recorded;
  const parts = [
    form,
    orgId,
    String(entry.seq),
    entry.at,
    recorded.at,
    entry.kind,
    [entry.actor.type, entry.actor.id],
    canonicalCause(entry, form),
    entry.leg,
    entry.postings.map(canonicalPosting),
    [String(entry.after.available), String(entry.after.reserved), String(entry.after.owed)],
  ];
  if (form === "scrip.entry/1") return JSON.stringify(parts);
  return JSON.stringify([
    ...parts,
    key && [key.keyId, key.payloadId, key.answer],
    told && [told.decision, told.reason, told.missing === null ? null : String(told.missing)],
  ]);
}

function canonicalPosting(posting: Posting): unknown[] {
  return [posting.from, posting.to, String(posting.amount), posting.grantId, posting.holdId, posting.debtId];
}

function canonicalCause(
  { kind, cause, asked }: Pick<Entry, "kind" | "cause" | "asked">,
  form: CanonicalForm,
): unknown[] {
  if (cause.type === "grant" && asked !== undefined)
    return [...canonicalGrant(cause.grant, false), ["asked", String(asked)]];
  if (cause.type === "grant") return canonicalGrant(cause.grant, kind === "grant_issued");
  if (cause.type === "scheduled") return ["scheduled", ...canonicalGrant(cause.grant, false).slice(1)];
  if (cause.type === "debt") {
    const { id, chargeId, grantId, amount } = cause.debt;
    return ["debt", id, chargeId, grantId, String(amount)];
  }
  if (cause.type === "hold") {
    const { id, jobId, amount, silentAt } = cause.hold;
    const terms = ["hold", id, jobId, String(amount)];
    if (form === "scrip.entry/1") return terms;
    return [...terms, jobId === null ? silentAt : null, cause.job && canonicalJob(cause.job)];
  }
  const { id, jobId, leg, holdId, resource, rate, unitsMilli, reportedMs, chargeableMs, amount } = cause.charge;
  const { flags, project, member, metered } = cause.charge;
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
    ...(metered === null ? [] : canonicalMetered(metered)),
  ];
}

function canonicalMetered(metered: Metered): unknown[] {
  const { meter, meterId, quantity, from, until, isLate, price, source, name, month } = metered;
  const terms = [meter, meterId, String(quantity), from, until, isLate, price, source, name];
  return month === null ? terms : [...terms, month.meterId, month.leg, String(month.quantity)];
}

function canonicalGrant(grant: GrantTerms, isIssued: boolean): unknown[] {
  const { id, source, kind, amount, effectiveAt, expiresAt, businessKey, refundOf } = grant;
  const terms = ["grant", id, source, kind, String(amount), effectiveAt, expiresAt, businessKey];
  return isIssued && refundOf !== undefined ? [...terms, [refundOf.type, refundOf.id]] : terms;
}

function canonicalJob(job: JobStart): unknown[] {
  const { ref, resource, work, mode, rate, unitsMilli, estimateMs, project, member, catalogVersion, startedAt } = job;
  const terms = [
    ref,
    resource,
    work,
    mode,
    `${rate}`,
    unitsMilli,
    estimateMs,
    project,
    member,
    catalogVersion,
    startedAt,
  ];
  return job.price === null ? terms : [...terms, canonicalPrice(job.price)];
}
