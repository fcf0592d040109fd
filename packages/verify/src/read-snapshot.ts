import type { GrantKind, GrantSource, HoldState, JobMode, JobState, RefundOf } from "@scrip/domain/ledger";
import type pg from "pg";
import type { Invariant } from "./finding.ts";
import { NO_HASH } from "./head.ts";
import type { PlansSold } from "./plan-rows.ts";
import {
  CONTRACTS,
  NOTICES,
  noPlanRows,
  PAYING,
  PERIODS,
  plansIn,
  readContract,
  readPeriod,
  readSubscription,
  SUBSCRIPTIONS,
} from "./plans/read-plans.ts";
import { amount, type Cells, ms, problemOf, streamRows, text, whole, wholeOrNull } from "./read.ts";
import { readKeyRow } from "./read-keys.ts";
import { RATES, readRates } from "./read-rates.ts";
import type {
  BudgetRow,
  BudgetUseRow,
  DebtRow,
  DueRow,
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
    const read = (
      [what, invariant]: readonly [string, Invariant],
      sql: string,
      onRow: (snapshot: Snapshot, row: Cells) => void,
    ): Promise<void> =>
      streamRows(client, sql, [orgIds], (row) => {
        const snapshot = snapshotOf(snapshots, text(row[0]));
        // A malformed row is a finding: it must not end the run and hide the others.
        try {
          onRow(snapshot, row);
        } catch (error) {
          const message = `the row cannot be read: ${problemOf(error)}`;
          snapshot.malformed.push({ invariant, rows: [`${what} ${row[1] ?? "without id"}`], message });
        }
      });
    const rates = await readRates((sql, onRow) => streamRows(client, sql, [], onRow), RATES);
    const catalogs = new Map<number, PlansSold>();
    await streamRows(client, RATES, [], ([number, catalog]) => {
      const sold = plansIn(catalog ?? "");
      if (sold !== null) catalogs.set(whole(number), sold);
    });
    await streamRows(client, HEADS, [orgIds], (row) => addHead(snapshots, row, { rates, catalogs }));
    await read(["grant", "L1"], GRANTS, (snapshot, row) => snapshot.grants.push(readGrant(row)));
    await read(["scheduled grant", "L14"], SCHEDULED, (snapshot, row) => snapshot.scheduled.push(readScheduled(row)));
    await read(["hold", "L5"], HOLDS, (snapshot, row) => snapshot.holds.push(readHold(row)));
    await read(["slice of hold", "L5"], SLICES, (snapshot, row) => snapshot.slices.push(readSlice(row)));
    await read(["debt", "L6"], DEBTS, (snapshot, row) => snapshot.debts.push(readDebt(row)));
    await read(["block", "L3"], BLOCKS, (snapshot, row) => addBlock(snapshot, whole(row[1])));
    await read(["marks of block", "L3"], MARKS, ({ marks }, row) => addMark(marks, row));
    await read(["job", "L20"], JOBS, (snapshot, row) => snapshot.jobs.push(readJob(row)));
    await read(["series", "L12"], SERIES, (snapshot, row) => snapshot.series.push(readSeries(row)));
    await read(["due work", "L29"], DUE, (snapshot, row) => snapshot.due.push(readDue(row)));
    await read(["budget", "L33"], BUDGETS, (snapshot, row) => snapshot.budgets.push(readBudget(row)));
    await read(["use of budget", "L33"], USES, (snapshot, row) => snapshot.uses.push(readUse(row)));
    await read(["subscription", "L26"], SUBSCRIPTIONS, ({ plans }, row) =>
      plans.subscriptions.push(readSubscription(row)),
    );
    await read(["period of subscription", "L26"], PERIODS, ({ plans }, row) => plans.periods.push(readPeriod(row)));
    await read(["contract", "L34"], CONTRACTS, ({ plans }, row) => plans.contracts.push(readContract(row)));
    await read(["request", "L29"], PAYING, ({ plans }, [, id]) => plans.paying.push(text(id)));
    await read(["notice", "L29"], NOTICES, ({ plans }, [, id]) => plans.notices.push(text(id)));
    await read(["key", "L13"], KEYS, (snapshot, row) => {
      const key = readKeyRow(row);
      if (key.problem !== null || key.job !== null) snapshot.keys.push(key);
    });
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
    coalesce((SELECT e.seq FROM entries e WHERE e.org_id = o.org_id ORDER BY e.seq DESC LIMIT 1), 0),
    ${ms("o.created_at")}, ${ms("o.clock_at")}, ${ms("coalesce(o.clock_at, clock_timestamp())")}, o.catalog_version,
    o.plan, o.has_contract
  FROM organizations o WHERE o.org_id = ANY ($1) ORDER BY o.org_id`;
const GRANTS = `SELECT ${TERMS}, avail, held, spent, expired, revoked, to_revoke, is_open, legs, charge_id, debt_id,
    charge_id IS NULL OR ${chargeExists("grants")}
  FROM grants WHERE org_id = ANY ($1)`;
const SCHEDULED = `SELECT ${TERMS}, issued, cancelled FROM scheduled_grants WHERE org_id = ANY ($1)`;
const HOLDS = `SELECT org_id, id, job_id, amount, state, ${ms("silent_at")}, legs, placed_by,
    ${ms("placed_at")}
  FROM holds WHERE org_id = ANY ($1)`;
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
const DUE = `
  SELECT org_id, ref_id, kind, ${ms("due_at")}, on_test_clock, tries, problem IS NOT NULL, parked_at IS NOT NULL FROM due
  WHERE org_id = ANY ($1)`;
const BUDGETS = `SELECT org_id, ref, scope, period, ${ms("created_at")} FROM budgets WHERE org_id = ANY ($1)`;
const USES = `
  SELECT org_id, ref, scope, period, ${ms("window_start")}, used FROM budget_uses WHERE org_id = ANY ($1)`;
const KEYS = `
  SELECT org_id, key, operation, length(payload_hash), accepted, outcome, ${ms("at")} FROM idempotency_keys
  WHERE org_id = ANY ($1)`;

function snapshotOf(snapshots: Map<string, Snapshot>, orgId: string): Snapshot {
  const snapshot = snapshots.get(orgId);
  if (snapshot === undefined) throw new Error(`verify read rows of organization ${orgId}, which does not exist`);
  return snapshot;
}

function addHead(snapshots: Map<string, Snapshot>, row: Cells, catalogs: Pick<Snapshot, "rates" | "catalogs">): void {
  const orgId = text(row[0]);
  const rows = [`organization ${orgId}`];
  const earlier = snapshots.get(orgId);
  if (earlier !== undefined) {
    earlier.malformed.push({ invariant: "L13", rows, message: "the organization has two rows" });
    return;
  }
  try {
    snapshots.set(orgId, emptySnapshot(readHead(row), catalogs));
  } catch (error) {
    const snapshot = emptySnapshot(headWithout(orgId, whole(row[7])), catalogs);
    snapshot.malformed.push({ invariant: "L8", rows, message: `its row cannot be read: ${problemOf(error)}` });
    snapshots.set(orgId, snapshot);
  }
}

/** The head of an organization whose row has no meaning, so that its entries can be checked all the same. */
function headWithout(orgId: string, lastSeq: number): HeadRow {
  const balances = { available: 0n, reserved: 0n, owed: 0n };
  const times = { at: 0, createdAt: 0, clockAt: null, now: 0 };
  return {
    orgId,
    seq: lastSeq,
    lastSeq,
    hash: NO_HASH,
    ...balances,
    ...times,
    catalogVersion: 0,
    plan: "",
    hasContract: false,
  };
}

function emptySnapshot(head: HeadRow, catalogs: Pick<Snapshot, "rates" | "catalogs">): Snapshot {
  return {
    head,
    ...catalogs,
    plans: noPlanRows(),
    grants: [],
    scheduled: [],
    holds: [],
    slices: [],
    debts: [],
    jobs: [],
    series: [],
    marks: { blocks: new Set(), byBlock: new Map() },
    due: [],
    budgets: [],
    uses: [],
    keys: [],
    malformed: [],
  };
}

function readHead([orgId, seq, at, hash, available, reserved, owed, lastSeq, ...more]: Cells): HeadRow {
  const [createdAt, clockAt, now, catalogVersion, plan, hasContract] = more;
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
  };
}

function addBlock({ marks, malformed }: Snapshot, block: number): void {
  if (marks.blocks.has(block))
    malformed.push({ invariant: "L13", rows: [`block ${block}`], message: "the block is marked twice" });
  marks.blocks.add(block);
}

function readDue([, refId, kind, dueAt, onTestClock, tries, hasProblem, isParked]: Cells): DueRow {
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

function readGrant(row: Cells): GrantRow {
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

function readScheduled(row: Cells): ScheduledRow {
  return { ...readTerms(row), issued: row[8] === "t", cancelled: row[9] === "t" };
}

function readHold([, id, jobId, credit, state, silentAt, legs, placedBy, placedAt]: Cells): HoldRow {
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

function readBudget([, ref, scope, period, createdAt]: Cells): BudgetRow {
  return { scope: text(scope), ref: text(ref), period: text(period), createdAt: whole(createdAt) };
}

function readUse([, ref, scope, period, from, used]: Cells): BudgetUseRow {
  return { scope: text(scope), ref: text(ref), period: text(period), from: whole(from), used: amount(used) };
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
