import type { Booked, Work } from "@scrip/domain/billing/statement";
import type { GrantKind, GrantSource, Instant } from "@scrip/domain/ledger";
import type { Query } from "../../connection/query.ts";

/** The entries after a number, up to another. */
export interface EntryRange {
  readonly above: number;
  readonly upTo: number;
}

/**
 * Adds up the postings of some entries, usage by its labels. It reads every one of them, by the primary key.
 * @param works usage is late if its work was done before `from`
 */
export async function readBooked(
  query: Query,
  orgId: string,
  { above, upTo }: EntryRange,
  works: { readonly from: Instant },
): Promise<Booked[]> {
  const range = [orgId, above, upTo];
  const others = await query({ text: OTHERS, values: range });
  const usage = await query({ text: USAGE, values: [...range, new Date(works.from).toISOString()] });
  return [...others, ...usage].map(booked);
}

/** Adds up the postings of some entries of many organizations, without labels of work. @param ranges by organization */
export async function readBookedOfAll(query: Query, ranges: ReadonlyMap<string, EntryRange>): Promise<Booked[]> {
  const all = [...ranges.values()];
  const values = [[...ranges.keys()], all.map(({ above }) => above), all.map(({ upTo }) => upTo)];
  return (await query({ text: OF_ALL, values })).map(booked);
}

function booked(row: Record<string, unknown>): Booked {
  return {
    from: row.from_bucket as Booked["from"],
    to: row.to_bucket as Booked["to"],
    credit: row.kind === null ? null : { kind: row.kind as GrantKind, source: row.source as GrantSource },
    paysDebt: row.pays_debt as boolean,
    work: (row.work as Work | null | undefined) ?? null,
    amount: BigInt(String(row.amount)),
  };
}

const RANGE = "p.org_id = $1 AND p.seq > $2 AND p.seq <= $3";
const IS_USAGE = "((p.to_bucket = 'spent' AND p.debt_id IS NULL) OR p.from_bucket = 'charge')";

const OTHERS = `
  WITH moved AS MATERIALIZED (
    SELECT p.from_bucket, p.to_bucket, p.grant_id, p.grant_id IS NOT NULL AND p.debt_id IS NOT NULL AS pays_debt,
        sum(p.amount) AS amount
      FROM postings p WHERE ${RANGE} AND NOT ${IS_USAGE} GROUP BY 1, 2, 3, 4
  )
  SELECT m.from_bucket, m.to_bucket, g.kind, g.source, m.pays_debt, sum(m.amount)::text AS amount
    FROM moved m LEFT JOIN grants g ON g.org_id = $1 AND g.id = m.grant_id
    GROUP BY 1, 2, 3, 4, 5`;

const OF_ALL = `
  WITH moved AS MATERIALIZED (
    SELECT o.org_id, m.from_bucket, m.to_bucket, m.grant_id, m.pays_debt, m.amount
      FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS o (org_id, above, up_to)
        CROSS JOIN LATERAL (
          SELECT p.from_bucket, p.to_bucket, p.grant_id, p.grant_id IS NOT NULL AND p.debt_id IS NOT NULL AS pays_debt,
              sum(p.amount) AS amount
            FROM postings p WHERE p.org_id = o.org_id AND p.seq > o.above AND p.seq <= o.up_to GROUP BY 1, 2, 3, 4) m
  )
  SELECT m.from_bucket, m.to_bucket, g.kind, g.source, m.pays_debt, sum(m.amount)::text AS amount
    FROM moved m LEFT JOIN grants g ON g.org_id = m.org_id AND g.id = m.grant_id
    GROUP BY 1, 2, 3, 4, 5`;

/**
 * Work is late if its job's hold had ended by silence before the instant `$4`: no work can follow that end before the
 * job is resumed. Only charges with the flag `after_silence` are looked at for this. A metered charge is late if what it
 * is for took place before the instant.
 */
const USAGE = `
  WITH moved AS MATERIALIZED (
    SELECT p.from_bucket, p.to_bucket, p.grant_id, e.series, e.seq,
        CASE WHEN e.charged IS NULL THEN e.cause_id END AS metered, p.amount
      FROM postings p JOIN entries e ON e.org_id = $1 AND e.seq = p.seq
      WHERE ${RANGE} AND ${IS_USAGE}
  ), worked AS MATERIALIZED (
    SELECT m.from_bucket, m.to_bucket, m.grant_id, m.series, c.job_id, coalesce(u.is_late AND u.from_at < $4::timestamptz,
        c.after_silence AND (
          SELECT max(x.at) FROM holds h JOIN entries x
            ON x.org_id = $1 AND x.cause_id = h.id AND x.cause_type = 'hold' AND x.kind = 'hold_expired'
            WHERE h.org_id = $1 AND h.job_id = c.job_id AND x.seq < m.seq) < $4::timestamptz, false) AS is_late,
        sum(m.amount) AS amount
      FROM moved m LEFT JOIN job_charges c ON c.org_id = $1 AND c.id = m.metered
        LEFT JOIN metered_charges u ON u.org_id = $1 AND u.id = m.metered
      GROUP BY 1, 2, 3, 4, 5, 6
  )
  SELECT w.from_bucket, w.to_bucket, g.kind, g.source, false AS pays_debt, w.amount::text AS amount,
      json_build_object('project', coalesce(j.project, s.project), 'resource', coalesce(j.resource, s.resource),
        'job', j.ref, 'isLate', w.is_late) AS work
    FROM worked w
      LEFT JOIN grants g ON g.org_id = $1 AND g.id = w.grant_id
      LEFT JOIN jobs j ON j.org_id = $1 AND j.id = w.job_id
      LEFT JOIN activity_series s ON s.org_id = $1 AND s.series = w.series`;
