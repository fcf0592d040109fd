import type { Bucket, EntryKind, MeterKind, Posting } from "@scrip/domain/ledger";
import type pg from "pg";
import type { Range } from "./ranges.ts";
import {
  amount,
  amountOrNull,
  type Cells,
  instant,
  ms,
  problemOf,
  readRows,
  seconds,
  text,
  whole,
  wholeOrNull,
} from "./read.ts";
import type { ChargeRow, EntryRow } from "./rows.ts";

/** The entries of one range. */
export interface EntriesOf<Subject> {
  readonly subject: Subject;
  readonly entries: EntryRow[];
  /** The numbers of missing entries that postings name. */
  readonly loose: Set<number>;
  /** Entries that cannot be read, or a posting of which cannot. */
  readonly malformed: { readonly seq: number; readonly message: string }[];
}

/**
 * Reads the entries of a few ranges in order, each with its postings and its charge. These rows never
 * change, so two statements outside a transaction see the same ones.
 */
export async function readEntries<Subject>(
  pool: pg.Pool,
  ranges: readonly Range<Subject>[],
  orgIdOf: (subject: Subject) => string,
): Promise<EntriesOf<Subject>[]> {
  const values = [
    ranges.map(({ subject }) => orgIdOf(subject)),
    ranges.map(({ after }) => after),
    ranges.map(({ upTo }) => upTo),
  ];
  const [entryRows, postingRows] = await Promise.all([
    readRows(pool, ENTRIES, values),
    readRows(pool, POSTINGS, values),
  ]);
  const found = ranges.map(
    ({ subject }): EntriesOf<Subject> => ({
      subject,
      entries: [],
      loose: new Set(),
      malformed: [],
    }),
  );
  const postings = ranges.map(() => new Map<number, Posting[]>());
  for (const row of postingRows) {
    const index = whole(row[0]) - 1;
    const ofRange = postings[index];
    const seq = whole(row[1]);
    try {
      const known = ofRange?.get(seq);
      if (known !== undefined) known.push(readPosting(row));
      else ofRange?.set(seq, [readPosting(row)]);
    } catch (error) {
      found[index]?.malformed.push({ seq, message: `one of its postings cannot be read: ${problemOf(error)}` });
    }
  }
  for (const row of entryRows) {
    const index = whole(row[0]) - 1;
    const seq = whole(row[1]);
    const own = postings[index]?.get(seq) ?? [];
    postings[index]?.delete(seq);
    try {
      found[index]?.entries.push(readEntry(row, own));
    } catch (error) {
      found[index]?.malformed.push({ seq, message: `it cannot be read: ${problemOf(error)}` });
    }
  }
  for (const [index, left] of postings.entries()) for (const seq of left.keys()) found[index]?.loose.add(seq);
  return found;
}

// The inner ORDER BY and LIMIT force one index scan for each range and one look-up for each charge of a meter. This
// holds for tables of any size and for any planner statistics.
const RANGES = "unnest($1::uuid[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS r (org_id, after, up_to, n)";

const ENTRIES = `
  SELECT r.n, e.seq, ${seconds("e.at")}, ${seconds("e.recorded_at")}, e.kind, e.actor_type, e.actor_id, e.cause_type, e.cause_id, e.leg,
    e.available, e.reserved, e.owed, encode(e.hash, 'hex'), e.series, e.net,
    e.charged, s.resource, s.project, s.member,
    c.id, c.job_id, c.leg, c.resource, c.rate, c.units_milli, c.reported_ms, c.chargeable_ms, c.amount, c.at = e.at,
    c.after_silence, c.beyond_hold, c.project, c.member, c.decision, c.reason, c.missing,
    m.id, m.leg, m.resource, m.rate, m.units_milli, m.amount, m.at = e.at, m.is_late, m.project, m.member,
    m.meter, m.meter_id, m.quantity, ${ms("m.from_at")}, ${ms("m.until_at")}, m.price, m.source, m.name,
    m.month_meter_id, m.month_leg, m.month_quantity, e.key_id, e.payload_id,
    e.asked, (e.key_id IS NOT NULL)
      <> (e.kind = 'charged' AND e.payload_id IS NOT NULL AND (e.charged IS NOT NULL OR m.meter IS NOT DISTINCT FROM 'usage')), e.payload_id IS NOT NULL, e.answer
  FROM ${RANGES}
  CROSS JOIN LATERAL (
    SELECT * FROM entries WHERE org_id = r.org_id AND seq > r.after AND seq <= r.up_to ORDER BY seq) AS e
  LEFT JOIN LATERAL (
    SELECT * FROM activity_series WHERE org_id = r.org_id AND series = e.series AND e.charged IS NOT NULL LIMIT 1) AS s ON true
  LEFT JOIN LATERAL (
    SELECT * FROM job_charges
    WHERE org_id = r.org_id AND id = e.cause_id AND e.cause_type = 'charge' AND e.charged IS NULL LIMIT 1) AS c ON true
  LEFT JOIN LATERAL (
    SELECT * FROM metered_charges
    WHERE org_id = r.org_id AND id = e.cause_id AND e.cause_type = 'charge' AND e.charged IS NULL AND c.id IS NULL
    LIMIT 1) AS m ON true
  ORDER BY r.n, e.seq`;

const POSTINGS = `
  SELECT r.n, p.seq, p.from_bucket, p.to_bucket, p.amount, p.grant_id, p.hold_id, p.debt_id
  FROM ${RANGES}
  CROSS JOIN LATERAL (
    SELECT * FROM postings WHERE org_id = r.org_id AND seq > r.after AND seq <= r.up_to ORDER BY seq, n) AS p
  ORDER BY r.n, p.seq, p.n`;

function readPosting([, , from, to, credit, grantId, holdId, debtId]: Cells): Posting {
  return {
    from: text(from) as Bucket,
    to: text(to) as Bucket,
    amount: amount(credit),
    grantId: grantId ?? null,
    holdId: holdId ?? null,
    debtId: debtId ?? null,
  };
}

function readEntry(row: Cells, postings: Posting[]): EntryRow {
  const [, seq, at, recordedAt, kind, actorType, actorId, causeType, causeId, leg, available, reserved, owed, hash] =
    row;
  const [series, net] = row.slice(14);
  const [keyId, payloadId, asked, hasKey, hasPayload, answer] = row.slice(-6);
  return {
    seq: whole(seq),
    at: instant(at),
    recordedAt: instant(recordedAt),
    kind: text(kind) as EntryKind,
    actorType: text(actorType) as EntryRow["actorType"],
    actorId: actorId ?? null,
    causeType: text(causeType) as EntryRow["causeType"],
    causeId: text(causeId),
    leg: whole(leg),
    available: amount(available),
    reserved: amount(reserved),
    owed: amount(owed),
    hash: text(hash),
    series: series ?? null,
    net: amountOrNull(net),
    postings,
    charge: readChargeOf(row, postings),
    asked: amountOrNull(asked),
    hasKey: hasKey === "t",
    hasPayload: hasPayload === "t",
    keyId: keyId ?? null,
    payloadId: payloadId ?? null,
    answer: answer ?? null,
  };
}

function readChargeOf(row: Cells, postings: readonly Posting[]): ChargeRow | null {
  if (row[16] !== null) return readBareCharge(row, postings);
  if (row[20] !== null) return readJobCharge(row.slice(20));
  return row[37] === null ? null : readMeteredCharge(row.slice(37));
}

/** A charge without a job: the entry's amount, its series' labels, and the hold of its first posting. */
function readBareCharge(row: Cells, [first]: readonly Posting[]): ChargeRow {
  const [charged, resource, project, member] = row.slice(16);
  return {
    id: text(row[8]),
    jobId: null,
    leg: 1,
    holdId: row[4] === "settled" ? (first?.holdId ?? null) : null,
    rate: null,
    unitsMilli: null,
    reportedMs: null,
    chargeableMs: null,
    amount: amount(charged),
    flags: [],
    resource: resource ?? null,
    project: project ?? null,
    member: member ?? null,
    isAtEntry: true,
    told: null,
    metered: null,
  };
}

function readJobCharge(row: Cells): ChargeRow {
  const [id, jobId, leg, resource, rate, unitsMilli, reportedMs, chargeableMs, charged, isAtEntry] = row;
  const [isLate, isBeyond, project, member, decision, reason, missing] = row.slice(10);
  return {
    id: text(id),
    jobId: jobId ?? null,
    leg: whole(leg),
    holdId: null,
    resource: resource ?? null,
    rate: amountOrNull(rate),
    unitsMilli: wholeOrNull(unitsMilli),
    reportedMs: wholeOrNull(reportedMs),
    chargeableMs: wholeOrNull(chargeableMs),
    amount: amount(charged),
    flags: [
      ...(isLate === "t" ? (["after_silence"] as const) : []),
      ...(isBeyond === "t" ? (["beyond_hold"] as const) : []),
    ],
    project: project ?? null,
    member: member ?? null,
    isAtEntry: isAtEntry === "t",
    told: { decision: decision ?? null, reason: reason ?? null, missing: amountOrNull(missing) },
    metered: null,
  };
}

function readMeteredCharge(row: Cells): ChargeRow {
  const [id, leg, resource, rate, unitsMilli, charged, isAtEntry, isLate, project, member] = row;
  const [meter, meterId, quantity, from, until, price, source, name, ...month] = row.slice(10);
  const [monthId, monthLeg, monthQuantity] = month;
  return {
    id: text(id),
    jobId: null,
    leg: whole(leg),
    holdId: null,
    resource: resource ?? null,
    rate: amountOrNull(rate),
    unitsMilli: wholeOrNull(unitsMilli),
    reportedMs: null,
    chargeableMs: null,
    amount: amount(charged),
    flags: [],
    project: project ?? null,
    member: member ?? null,
    isAtEntry: isAtEntry === "t",
    told: null,
    metered: {
      meter: text(meter) as MeterKind,
      meterId: text(meterId),
      quantity: amount(quantity),
      from: whole(from),
      until: whole(until),
      isLate: isLate === "t",
      price: price ?? null,
      month: monthId == null ? null : { meterId: monthId, leg: whole(monthLeg), quantity: amount(monthQuantity) },
      source: source ?? null,
      name: name ?? null,
    },
  };
}
