import type { GrantKind, GrantSource, HoldState, JobMode, JobState, RefundOf } from "@scrip/domain/ledger";
import { parseCanonicalPrice } from "@scrip/domain/usage/prices";
import { amount, type Cells, ms, text, whole, wholeOrNull } from "./read.ts";
import type {
  BudgetRow,
  BudgetUseRow,
  DebtRow,
  DueRow,
  GrantRow,
  HeadRow,
  HoldRow,
  JobRow,
  ScheduledRow,
  SeriesRow,
  SliceRow,
} from "./rows.ts";

const TERMS = `org_id, id, source, kind, amount, ${ms("effective_at")}, ${ms("expires_at")}, business_key`;

/** Whether a row's charge exists. LIMIT makes PostgreSQL look it up by its key, row by row. */
const chargeExists = (row: string): string =>
  `coalesce((SELECT true FROM charges c WHERE c.org_id = ${row}.org_id AND c.id = ${row}.charge_id LIMIT 1), false)`;

export const HEADS = `
  SELECT o.org_id, o.seq, ${ms("o.at")}, encode(o.hash, 'hex'), o.available, o.reserved, o.owed,
    coalesce((SELECT e.seq FROM entries e WHERE e.org_id = o.org_id ORDER BY e.seq DESC LIMIT 1), 0),
    ${ms("o.created_at")}, ${ms("o.clock_at")}, ${ms("coalesce(o.clock_at, clock_timestamp())")}, o.catalog_version,
    o.plan, o.has_contract, o.has_meters, o.moved_to IS NOT NULL
  FROM organizations o WHERE o.org_id = ANY ($1) ORDER BY o.org_id`;
export const GRANTS = `SELECT ${TERMS}, avail, held, spent, expired, revoked, to_revoke, is_open, legs, charge_id, debt_id,
    charge_id IS NULL OR ${chargeExists("grants")}
  FROM grants WHERE org_id = ANY ($1)`;
export const SCHEDULED = `SELECT ${TERMS}, issued, cancelled FROM scheduled_grants WHERE org_id = ANY ($1)`;
export const HOLDS = `SELECT org_id, id, job_id, amount, state, ${ms("silent_at")}, legs, placed_by,
    ${ms("placed_at")}
  FROM holds WHERE org_id = ANY ($1)`;
export const SLICES =
  "SELECT org_id, hold_id, grant_id, reserved, open, settled, released FROM hold_slices WHERE org_id = ANY ($1)";
export const DEBTS = `
  SELECT d.org_id, d.id, d.amount, d.open, d.paid, d.forgiven, d.seq, d.is_open, d.charge_id, d.grant_id,
    ${chargeExists("d")}
  FROM debts d WHERE d.org_id = ANY ($1)`;
export const BLOCKS = "SELECT org_id, block FROM marked_blocks WHERE org_id = ANY ($1)";
export const MARKS =
  "SELECT org_id, block, grant_id, avail, held, spent, expired, revoked FROM grant_marks WHERE org_id = ANY ($1)";
export const JOBS = `
  SELECT j.org_id, j.id, j.ref, j.resource, j.work, j.mode, j.rate, j.units_milli, j.estimate_ms, j.project, j.member,
    j.catalog_version, ${ms("j.started_at")}, j.state, ${ms("j.paused_at")}, j.paused_ms, j.reported_ms, j.chargeable_ms,
    j.charged, j.charges, j.hold_id, ${ms("j.ended_at")}, j.price,
    coalesce((SELECT c.leg FROM job_charges c WHERE c.org_id = j.org_id AND c.job_id = j.id ORDER BY c.leg DESC LIMIT 1), 0)
  FROM jobs j WHERE j.org_id = ANY ($1)`;
export const SERIES =
  "SELECT org_id, series, kind, resource, project, member FROM activity_series WHERE org_id = ANY ($1)";
export const DUE = `
  SELECT org_id, ref_id, kind, ${ms("due_at")}, on_test_clock, tries, problem IS NOT NULL, parked_at IS NOT NULL FROM due
  WHERE org_id = ANY ($1)`;
export const BUDGETS = `SELECT org_id, ref, scope, period, ${ms("created_at")} FROM budgets WHERE org_id = ANY ($1)`;
export const USES = `
  SELECT org_id, ref, scope, period, ${ms("window_start")}, used FROM budget_uses WHERE org_id = ANY ($1)`;
export const KEYS = `
  SELECT org_id, key, operation, length(payload_hash), accepted, outcome, ${ms("at")} FROM idempotency_keys
  WHERE org_id = ANY ($1)`;

export function readHead([orgId, seq, at, hash, available, reserved, owed, lastSeq, ...more]: Cells): HeadRow {
  const [createdAt, clockAt, now, catalogVersion, plan, hasContract, hasMeters, isArriving] = more;
  return {
    orgId: text(orgId),
    seq: whole(seq),
    at: whole(at),
    hash: text(hash),
    available: amount(available),
    reserved: amount(reserved),
    owed: amount(owed),
    lastSeq: whole(lastSeq),
    createdAt: whole(createdAt),
    clockAt: wholeOrNull(clockAt),
    now: whole(now),
    catalogVersion: whole(catalogVersion),
    plan: text(plan),
    hasContract: text(hasContract) === "t",
    hasMeters: text(hasMeters) === "t",
    isArriving: text(isArriving) === "t",
  };
}

export function readDue([, refId, kind, dueAt, onTestClock, tries, hasProblem, isParked]: Cells): DueRow {
  return {
    kind: text(kind),
    refId: text(refId),
    dueAt: whole(dueAt),
    onTestClock: text(onTestClock) === "t",
    tries: whole(tries),
    hasProblem: hasProblem === "t",
    isParked: isParked === "t",
  };
}

function readTerms([, id, source, kind, credit, effectiveAt, expiresAt, businessKey]: Cells) {
  return {
    id: text(id),
    source: text(source) as GrantSource,
    kind: text(kind) as GrantKind,
    amount: amount(credit),
    effectiveAt: whole(effectiveAt),
    expiresAt: wholeOrNull(expiresAt),
    businessKey: text(businessKey),
  };
}

export function readGrant(row: Cells): GrantRow {
  const [avail, held, spent, expired, revoked, toRevoke, isOpen, legs, chargeId, debtId, chargeExists] = row.slice(8);
  const refundOf = readRefundOf(chargeId, debtId);
  return {
    ...readTerms(row),
    ...(refundOf !== null && { refundOf }),
    avail: amount(avail),
    held: amount(held),
    spent: amount(spent),
    expired: amount(expired),
    revoked: amount(revoked),
    toRevoke: amount(toRevoke),
    isOpen: isOpen === "t",
    legs: whole(legs),
    chargeExists: chargeExists === "t",
  };
}

/** A refund grant names a charge or a debt; any other grant names neither. */
function readRefundOf(chargeId: string | null | undefined, debtId: string | null | undefined): RefundOf | null {
  if (chargeId != null) return { type: "charge", id: chargeId };
  return debtId == null ? null : { type: "debt", id: debtId };
}

export function readScheduled(row: Cells): ScheduledRow {
  return { ...readTerms(row), issued: row[8] === "t", cancelled: row[9] === "t" };
}

export function readHold([, id, jobId, credit, state, silentAt, legs, placedBy, placedAt]: Cells): HoldRow {
  return {
    id: text(id),
    jobId: jobId ?? null,
    amount: amount(credit),
    state: text(state) as HoldState,
    silentAt: wholeOrNull(silentAt),
    legs: whole(legs),
    placedBy: placedBy ?? null,
    placedAt: wholeOrNull(placedAt),
  };
}

export function readBudget([, ref, scope, period, createdAt]: Cells): BudgetRow {
  return { scope: text(scope), ref: text(ref), period: text(period), createdAt: whole(createdAt) };
}

export function readUse([, ref, scope, period, from, used]: Cells): BudgetUseRow {
  return { scope: text(scope), ref: text(ref), period: text(period), from: whole(from), used: amount(used) };
}

export function readSlice([, holdId, grantId, reserved, open, settled, released]: Cells): SliceRow {
  return {
    holdId: text(holdId),
    grantId: text(grantId),
    reserved: amount(reserved),
    open: amount(open),
    settled: amount(settled),
    released: amount(released),
  };
}

export function readDebt([
  ,
  id,
  owed,
  open,
  paid,
  forgiven,
  seq,
  isOpen,
  chargeId,
  grantId,
  chargeExists,
]: Cells): DebtRow {
  return {
    id: text(id),
    amount: amount(owed),
    open: amount(open),
    paid: amount(paid),
    forgiven: amount(forgiven),
    seq: whole(seq),
    isOpen: isOpen === "t",
    chargeId: chargeId ?? null,
    grantId: grantId ?? null,
    chargeExists: chargeExists === "t",
  };
}

export function readJob(row: Cells): JobRow {
  const [, id, ref, resource, work, mode, rate, unitsMilli, estimateMs, project, member, catalogVersion] = row;
  const [
    startedAt,
    state,
    pausedAt,
    pausedMs,
    reportedMs,
    chargeableMs,
    charged,
    charges,
    holdId,
    endedAt,
    price,
    lastLeg,
  ] = row.slice(12);
  return {
    id: text(id),
    ref: text(ref),
    resource: text(resource),
    work: text(work),
    mode: text(mode) as JobMode,
    rate: amount(rate),
    price: price == null ? null : parseCanonicalPrice(price),
    unitsMilli: whole(unitsMilli),
    estimateMs: wholeOrNull(estimateMs),
    project: project ?? null,
    member: member ?? null,
    catalogVersion: whole(catalogVersion),
    startedAt: whole(startedAt),
    state: text(state) as JobState,
    pausedAt: wholeOrNull(pausedAt),
    pausedMs: whole(pausedMs),
    reportedMs: whole(reportedMs),
    chargeableMs: whole(chargeableMs),
    charged: amount(charged),
    charges: whole(charges),
    holdId: holdId ?? null,
    endedAt: wholeOrNull(endedAt),
    lastLeg: whole(lastLeg),
  };
}

export function readSeries([, series, kind, resource, project, member]: Cells): SeriesRow {
  return {
    series: text(series),
    kind: text(kind),
    resource: resource ?? null,
    project: project ?? null,
    member: member ?? null,
  };
}
