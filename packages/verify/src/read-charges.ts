import type pg from "pg";
import type { Range } from "./ranges.ts";
import { amount, amountOrNull, type Cells, ms, problemOf, readRows, text, whole, wholeOrNull } from "./read.ts";
import type { MeterRow } from "./rows.ts";

/** A job of an organization, whose charges are a range of legs. */
export interface Meter {
  readonly orgId: string;
  readonly jobId: string;
}

/** A charge of a job, or why its row cannot be read. */
export type ReadCharge = { readonly charge: MeterRow } | { readonly id: string; readonly problem: string };

/** Reads the charges of a few jobs, by leg, and returns each with the subject of its range. */
export async function readMeters<Subject extends Meter>(
  pool: pg.Pool,
  ranges: readonly Range<Subject>[],
): Promise<({ subject: Subject } & ReadCharge)[]> {
  const subjects = ranges.map(({ subject }) => subject);
  const values = [
    subjects.map(({ orgId }) => orgId),
    subjects.map(({ jobId }) => jobId),
    ranges.map(({ after }) => after),
    ranges.map(({ upTo }) => upTo),
  ];
  const rows = await readRows(pool, METERS, values);
  return rows.map((row) => {
    const subject = subjects[whole(row[0]) - 1] as Subject;
    try {
      return { subject, charge: readMeter(row) };
    } catch (error) {
      return { subject, id: row[1] ?? "without id", problem: problemOf(error) };
    }
  });
}

function readMeter([
  ,
  id,
  leg,
  resource,
  rate,
  unitsMilli,
  reportedMs,
  chargeableMs,
  charged,
  ...more
]: Cells): MeterRow {
  const [entries, bareEntries, isBeyondHold, isAfterSilence, project, member, at, decision, reason, missing] = more;
  return {
    id: text(id),
    leg: whole(leg),
    resource: resource ?? null,
    rate: amountOrNull(rate),
    unitsMilli: wholeOrNull(unitsMilli),
    reportedMs: wholeOrNull(reportedMs) ?? 0,
    chargeableMs: wholeOrNull(chargeableMs) ?? 0,
    amount: amount(charged),
    isBeyondHold: isBeyondHold === "t",
    isAfterSilence: isAfterSilence === "t",
    project: project ?? null,
    member: member ?? null,
    at: whole(at),
    decision: decision ?? null,
    reason: reason ?? null,
    missing: amountOrNull(missing),
    entries: whole(entries),
    bareEntries: whole(bareEntries),
  };
}

// A charge and its entry are written in one transaction, so one statement sees both or neither, also beyond the head.
const METERS = `
  SELECT r.n, c.id, c.leg, c.resource, c.rate, c.units_milli, c.reported_ms, c.chargeable_ms, c.amount, e.own, e.bare,
    c.beyond_hold, c.after_silence, c.project, c.member, ${ms("c.at")}, c.decision, c.reason, c.missing
  FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS r (org_id, job_id, after, up_to, n)
  CROSS JOIN LATERAL (
    SELECT * FROM job_charges
    WHERE org_id = r.org_id AND job_id = r.job_id AND leg > r.after AND leg <= r.up_to ORDER BY leg) AS c
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE charged IS NULL) AS own, count(charged) AS bare FROM entries
    WHERE org_id = c.org_id AND cause_id = c.id AND cause_type = 'charge') AS e
  ORDER BY r.n, c.leg`;

/** A charge that is the cause of more than one entry. */
export interface RepeatedCharge {
  readonly orgId: string;
  readonly id: string;
  readonly entries: number;
}

/** Finds charges with more than one entry (L12). The unique index on cause and leg prevents them while it exists. */
export async function readRepeatedCharges(pool: pg.Pool, orgIds: readonly string[]): Promise<RepeatedCharge[]> {
  const rows = await readRows(pool, REPEATED_CHARGES, [orgIds]);
  return rows.map(([orgId, id, entries]) => ({ orgId: text(orgId), id: text(id), entries: whole(entries) }));
}

const REPEATED_CHARGES = `
  SELECT org_id, cause_id, count(*) FROM entries WHERE org_id = ANY ($1) AND cause_type = 'charge'
  GROUP BY org_id, cause_id HAVING count(*) > 1`;

/** Charges of a job that does not exist. */
export interface LostMeter {
  readonly orgId: string;
  readonly jobId: string;
}

/** Finds charges whose job does not exist (L28), with one index look-up for each charged job. */
export async function readLostMeters(pool: pg.Pool, orgIds: readonly string[]): Promise<LostMeter[]> {
  const rows = await readRows(pool, LOST_METERS, [orgIds]);
  return rows.map(([orgId, jobId]) => ({ orgId: text(orgId), jobId: text(jobId) }));
}

const LOST_METERS = `
  WITH RECURSIVE found AS (
    SELECT r.org_id, (SELECT c.job_id FROM job_charges c WHERE c.org_id = r.org_id ORDER BY c.job_id LIMIT 1) AS job_id
      FROM unnest($1::uuid[]) AS r (org_id)
    UNION ALL
    SELECT f.org_id, (
        SELECT c.job_id FROM job_charges c WHERE c.org_id = f.org_id AND c.job_id > f.job_id ORDER BY c.job_id LIMIT 1)
      FROM found f WHERE f.job_id IS NOT NULL
  )
  SELECT f.org_id, f.job_id FROM found f
  WHERE f.job_id IS NOT NULL AND NOT EXISTS (SELECT FROM jobs j WHERE j.org_id = f.org_id AND j.id = f.job_id)`;
