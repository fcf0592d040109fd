import type pg from "pg";
import type { Range } from "./ranges.ts";
import { amount, amountOrNull, readRows, text, whole, wholeOrNull } from "./read.ts";
import type { MeterRow } from "./rows.ts";

/** A job of an organization, whose charges are a range of legs. */
export interface Meter {
  readonly orgId: string;
  readonly jobId: string;
}

// A charge of a job and its entry are written in one transaction, so a statement sees both or neither, whatever
// the head was.
const ENTRIES_OF_CHARGE = `
  (SELECT count(*) FROM entries e
    WHERE e.org_id = c.org_id AND e.cause_id = c.id AND e.cause_type = 'charge' AND e.charged IS`;

/** Reads the charges of a few jobs, by leg, and hands each over with the place of its range. */
export async function readMeters<Subject extends Meter>(
  pool: pg.Pool,
  ranges: readonly Range<Subject>[],
): Promise<{ subject: Subject; charge: MeterRow }[]> {
  const subjects = ranges.map(({ subject }) => subject);
  const values = [
    subjects.map(({ orgId }) => orgId),
    subjects.map(({ jobId }) => jobId),
    ranges.map(({ after }) => after),
    ranges.map(({ upTo }) => upTo),
  ];
  const rows = await readRows(pool, METERS, values);
  return rows.map(([n, id, leg, resource, rate, unitsMilli, reportedMs, chargeableMs, charged, ...entries]) => ({
    subject: subjects[whole(n) - 1] as Subject,
    charge: {
      id: text(id),
      leg: whole(leg),
      resource: resource ?? null,
      rate: amountOrNull(rate),
      unitsMilli: wholeOrNull(unitsMilli),
      reportedMs: wholeOrNull(reportedMs) ?? 0,
      chargeableMs: wholeOrNull(chargeableMs) ?? 0,
      amount: amount(charged),
      entries: whole(entries[0]),
      bareEntries: whole(entries[1]),
    },
  }));
}

const METERS = `
  SELECT r.n, c.id, c.leg, c.resource, c.rate, c.units_milli, c.reported_ms, c.chargeable_ms, c.amount,
    ${ENTRIES_OF_CHARGE} NULL), ${ENTRIES_OF_CHARGE} NOT NULL)
  FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS r (org_id, job_id, after, up_to, n)
  CROSS JOIN LATERAL (
    SELECT * FROM job_charges
    WHERE org_id = r.org_id AND job_id = r.job_id AND leg > r.after AND leg <= r.up_to ORDER BY leg) AS c
  ORDER BY r.n, c.leg`;

/** A charge without a job that more than one entry says. */
export interface RepeatedCharge {
  readonly orgId: string;
  readonly id: string;
  readonly entries: number;
}

const AT_ONCE = 20_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/**
 * Finds charges without a job that are there twice (L12); none can be while causes and legs are unique. Walks all
 * of them in short reads.
 */
export async function* readRepeatedCharges(pool: pg.Pool, orgIds: readonly string[]): AsyncGenerator<RepeatedCharge> {
  for (let last = [FIRST, FIRST]; ; ) {
    const rows = await readRows(pool, REPEATED_CHARGES, [orgIds, ...last, AT_ONCE]);
    for (const [orgId, id, entries] of rows)
      if (whole(entries) !== 1) yield { orgId: text(orgId), id: text(id), entries: whole(entries) };
    const end = rows.at(-1);
    if (end === undefined || whole(end[3]) < AT_ONCE) return;
    last = [text(end[0]), text(end[1])];
  }
}

/** The last row of a read is always in it, with the number of rows that were looked at. */
const REPEATED_CHARGES = `
  WITH chunk AS MATERIALIZED (
    SELECT org_id, cause_id FROM entries
    WHERE org_id = ANY ($1) AND charged IS NOT NULL AND (org_id, cause_id) > ($2, $3) ORDER BY org_id, cause_id LIMIT $4
  ), counted AS (
    SELECT c.*, row_number() OVER (ORDER BY c.org_id, c.cause_id) AS place, count(*) OVER () AS looked,
        (SELECT count(*) FROM entries e WHERE e.org_id = c.org_id AND e.cause_id = c.cause_id AND e.charged IS NOT NULL) AS entries
      FROM chunk c
  )
  SELECT DISTINCT org_id, cause_id, entries, looked FROM counted WHERE entries <> 1 OR place = looked ORDER BY org_id, cause_id`;

/** Charges of a job that is not there. */
export interface LostMeter {
  readonly orgId: string;
  readonly jobId: string;
}

/** Finds charges whose job is not there (L28). One look into an index for each job that was charged. */
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

/** A key that is there more than once. */
export interface RepeatedKey {
  readonly orgId: string;
  readonly operation: string;
  readonly key: string;
  readonly count: number;
}

/** Finds idempotency keys that are there twice (L13); none can be while their primary key stands. */
export async function readRepeatedKeys(pool: pg.Pool, orgIds: readonly string[]): Promise<RepeatedKey[]> {
  const rows = await readRows(pool, REPEATED_KEYS, [orgIds]);
  return rows.map(([orgId, operation, key, count]) => ({
    orgId: text(orgId),
    operation: text(operation),
    key: text(key),
    count: whole(count),
  }));
}

const REPEATED_KEYS = `
  SELECT org_id, operation, key, count(*) FROM idempotency_keys WHERE org_id = ANY ($1)
  GROUP BY org_id, operation, key HAVING count(*) > 1`;
