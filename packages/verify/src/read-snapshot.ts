import type { GrantKind, GrantSource, HoldState, JobMode, JobState, RefundOf } from "@scrip/domain/ledger";
import type pg from "pg";
import { amount, type Cells, ms, streamRows, text, whole, wholeOrNull } from "./read.ts";
import type {
  DebtRow,
  GrantRow,
  HeadRow,
  HoldRow,
  JobRow,
  Marks,
  ScheduledRow,
  SeriesRow,
  SliceRow,
  Snapshot,
} from "./rows.ts";

/**
 * Reads the heads of a few organizations and all their mutable rows in one snapshot. Immutable rows can be
 * read later, up to the head, while the ledger keeps writing.
 */
export async function readSnapshots(pool: pg.Pool, orgIds: readonly string[]): Promise<Snapshot[]> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const snapshots = new Map<string, Snapshot>();
    const read = (sql: string, onRow: (snapshot: Snapshot, row: Cells) => void): Promise<void> =>
      streamRows(client, sql, [orgIds], (row) => onRow(snapshotOf(snapshots, text(row[0])), row));
    await streamRows(client, HEADS, [orgIds], (row) => snapshots.set(text(row[0]), emptySnapshot(readHead(row))));
    await read(GRANTS, (snapshot, row) => snapshot.grants.push(readGrant(row)));
    await read(SCHEDULED, (snapshot, row) => snapshot.scheduled.push(readScheduled(row)));
    await read(HOLDS, (snapshot, row) => snapshot.holds.push(readHold(row)));
    await read(SLICES, (snapshot, row) => snapshot.slices.push(readSlice(row)));
    await read(DEBTS, (snapshot, row) => snapshot.debts.push(readDebt(row)));
    await read(BLOCKS, ({ marks }, row) => marks.blocks.add(whole(row[1])));
    await read(MARKS, ({ marks }, row) => addMark(marks, row));
    await read(JOBS, (snapshot, row) => snapshot.jobs.push(readJob(row)));
    await read(SERIES, (snapshot, row) => snapshot.series.push(readSeries(row)));
    await client.query("COMMIT");
    client.release();
    return [...snapshots.values()];
  } catch (error) {
    // Destroy the connection: its transaction is still open.
    client.release(true);
    throw error;
  }
}

const TERMS = `org_id, id, source, kind, amount, ${ms("effective_at")}, ${ms("expires_at")}, business_key`;

/** Whether a row's charge exists. LIMIT makes PostgreSQL look it up by its key, row by row. */
const chargeExists = (row: string): string =>
  `coalesce((SELECT true FROM charges c WHERE c.org_id = ${row}.org_id AND c.id = ${row}.charge_id LIMIT 1), false)`;

const HEADS = `
  SELECT o.org_id, o.seq, ${ms("o.at")}, encode(o.hash, 'hex'), o.available, o.reserved, o.owed,
    coalesce((SELECT e.seq FROM entries e WHERE e.org_id = o.org_id ORDER BY e.seq DESC LIMIT 1), 0)
  FROM organizations o WHERE o.org_id = ANY ($1) ORDER BY o.org_id`;
const GRANTS = `SELECT ${TERMS}, avail, held, spent, expired, revoked, is_open, legs, charge_id, debt_id,
    charge_id IS NULL OR ${chargeExists("grants")}
  FROM grants WHERE org_id = ANY ($1)`;
const SCHEDULED = `SELECT ${TERMS}, issued FROM scheduled_grants WHERE org_id = ANY ($1)`;
const HOLDS = `SELECT org_id, id, job_id, amount, state, ${ms("silent_at")}, legs FROM holds WHERE org_id = ANY ($1)`;
const SLICES =
  "SELECT org_id, hold_id, grant_id, reserved, open, settled, released FROM hold_slices WHERE org_id = ANY ($1)";
const DEBTS = `
  SELECT d.org_id, d.id, d.amount, d.open, d.paid, d.forgiven, d.seq, d.is_open, d.charge_id, d.grant_id,
    ${chargeExists("d")}
  FROM debts d WHERE d.org_id = ANY ($1)`;
const BLOCKS = "SELECT org_id, block FROM marked_blocks WHERE org_id = ANY ($1)";
const MARKS =
  "SELECT org_id, block, grant_id, avail, held, spent, expired, revoked FROM grant_marks WHERE org_id = ANY ($1)";
const JOBS = `
  SELECT j.org_id, j.id, j.ref, j.resource, j.work, j.mode, j.rate, j.units_milli, j.estimate_ms, j.project, j.member,
    j.catalog_version, ${ms("j.started_at")}, j.state, ${ms("j.paused_at")}, j.paused_ms, j.reported_ms, j.chargeable_ms,
    j.charged, j.charges, j.hold_id, ${ms("j.ended_at")},
    coalesce((SELECT c.leg FROM job_charges c WHERE c.org_id = j.org_id AND c.job_id = j.id ORDER BY c.leg DESC LIMIT 1), 0)
  FROM jobs j WHERE j.org_id = ANY ($1)`;
const SERIES = "SELECT org_id, series, kind, resource, project, member FROM activity_series WHERE org_id = ANY ($1)";

function snapshotOf(snapshots: Map<string, Snapshot>, orgId: string): Snapshot {
  const snapshot = snapshots.get(orgId);
  if (snapshot === undefined) throw new Error(`verify read rows of organization ${orgId}, which does not exist`);
  return snapshot;
}

function emptySnapshot(head: HeadRow): Snapshot {
  return {
    head,
    grants: [],
    scheduled: [],
    holds: [],
    slices: [],
    debts: [],
    jobs: [],
    series: [],
    marks: { blocks: new Set(), byBlock: new Map() },
  };
}

function readHead([orgId, seq, at, hash, available, reserved, owed, lastSeq]: Cells): HeadRow {
  const balances = { available: amount(available), reserved: amount(reserved), owed: amount(owed) };
  return { orgId: text(orgId), seq: whole(seq), at: whole(at), hash: text(hash), ...balances, lastSeq: whole(lastSeq) };
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

function readGrant(row: Cells): GrantRow {
  const [avail, held, spent, expired, revoked, isOpen, legs, chargeId, debtId, chargeExists] = row.slice(8);
  const refundOf = readRefundOf(chargeId, debtId);
  return {
    ...readTerms(row),
    ...(refundOf !== null && { refundOf }),
    avail: amount(avail),
    held: amount(held),
    spent: amount(spent),
    expired: amount(expired),
    revoked: amount(revoked),
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

function readScheduled(row: Cells): ScheduledRow {
  return { ...readTerms(row), issued: row[8] === "t" };
}

function readHold([, id, jobId, credit, state, silentAt, legs]: Cells): HoldRow {
  return {
    id: text(id),
    jobId: jobId ?? null,
    amount: amount(credit),
    state: text(state) as HoldState,
    silentAt: wholeOrNull(silentAt),
    legs: whole(legs),
  };
}

function readSlice([, holdId, grantId, reserved, open, settled, released]: Cells): SliceRow {
  return {
    holdId: text(holdId),
    grantId: text(grantId),
    reserved: amount(reserved),
    open: amount(open),
    settled: amount(settled),
    released: amount(released),
  };
}

function readDebt([, id, owed, open, paid, forgiven, seq, isOpen, chargeId, grantId, chargeExists]: Cells): DebtRow {
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

function addMark({ byBlock }: Marks, [, block, grantId, avail, held, spent, expired, revoked]: Cells): void {
  const counters = { avail: amount(avail), held: amount(held), spent: amount(spent) };
  const mark = {
    block: whole(block),
    grantId: text(grantId),
    ...counters,
    expired: amount(expired),
    revoked: amount(revoked),
  };
  const marks = byBlock.get(mark.block);
  if (marks === undefined) byBlock.set(mark.block, [mark]);
  else marks.push(mark);
}

function readJob(row: Cells): JobRow {
  const [, id, ref, resource, work, mode, rate, unitsMilli, estimateMs, project, member, catalogVersion] = row;
  const [startedAt, state, pausedAt, pausedMs, reportedMs, chargeableMs, charged, charges, holdId, endedAt, lastLeg] =
    row.slice(12);
  return {
    id: text(id),
    ref: text(ref),
    resource: text(resource),
    work: text(work),
    mode: text(mode) as JobMode,
    rate: amount(rate),
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

function readSeries([, series, kind, resource, project, member]: Cells): SeriesRow {
  return {
    series: text(series),
    kind: text(kind),
    resource: resource ?? null,
    project: project ?? null,
    member: member ?? null,
  };
}
