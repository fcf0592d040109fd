import { type ActivityFilter, isNarrow, KIND_MATCHES, LABELS_MATCH, labelValues } from "./activity-filter.ts";

/** A query for numbers of entries, the newest first: of the organization `$1`, after `$2`, before `$3`. */
export interface EntryQuery {
  readonly text: string;
  /** The parameters from `$4`. */
  readonly values: readonly unknown[];
  /** The name of the statement around it, if it is prepared. */
  readonly name?: string;
}

/** Builds the query for the newest entries of a filter. With every filter, the size of the page bounds the work. */
export function entryQuery(filter: ActivityFilter, limit: number): EntryQuery {
  if (!isNarrow(filter)) return { text: ALL, values: [limit], name: "activity-page" };
  const values = [...labelValues(filter), limit];
  return filter.job === undefined ? { text: OF_SERIES, values } : { text: OF_JOB, values: [...values, filter.job] };
}

const ALL = "SELECT seq FROM entries WHERE org_id = $1 AND seq > $2 AND seq < $3 ORDER BY seq DESC LIMIT $4";

/**
 * Merges series. It first reads a few of the newest entries of each series, together more than a page. Sorted by
 * number, the last one on a page of these is the lowest entry that the page can have. It then reads only the series
 * with an entry from there on, and only from there on.
 */
const OF_SERIES = `
  WITH wanted AS MATERIALIZED (
    SELECT series FROM activity_series WHERE org_id = $1 AND ${KIND_MATCHES} AND ${LABELS_MATCH}
  ), newest AS MATERIALIZED (
    SELECT w.series, few.seq FROM wanted w CROSS JOIN LATERAL (
      SELECT e.seq FROM entries e WHERE e.org_id = $1 AND e.series = w.series AND e.seq > $2 AND e.seq < $3
      ORDER BY e.seq DESC LIMIT (SELECT 1 + 2 * $8 / greatest(count(*), 1) FROM wanted)) few
  ), lowest AS MATERIALIZED (
    SELECT coalesce((SELECT seq FROM newest ORDER BY seq DESC OFFSET $8 - 1 LIMIT 1), $2 + 1) AS seq
  )
  SELECT of_series.seq
    FROM (SELECT DISTINCT series FROM newest WHERE seq >= (SELECT seq FROM lowest)) near CROSS JOIN LATERAL (
      SELECT e.seq FROM entries e
      WHERE e.org_id = $1 AND e.series = near.series AND e.seq >= (SELECT seq FROM lowest) AND e.seq < $3
      ORDER BY e.seq DESC LIMIT $8) of_series
  ORDER BY of_series.seq DESC LIMIT $8`;

/**
 * The entries of a job are those of its charges and of its holds. Charges are numbered in the order of the entries. A
 * job has one hold for each period in which it ran.
 */
const OF_JOB = `
  WITH work AS MATERIALIZED (
    SELECT id FROM jobs WHERE org_id = $1 AND ref = $9 AND ${LABELS_MATCH}
  ), settled AS MATERIALIZED (
    SELECT e.seq FROM job_charges c JOIN entries e ON e.org_id = $1 AND e.cause_id = c.id AND e.leg = 1 AND e.cause_type = 'charge'
    WHERE c.org_id = $1 AND c.job_id = (SELECT id FROM work) AND ($4::text[] IS NULL OR 'settled' = ANY ($4))
      AND c.leg > reports_before($1, (SELECT id FROM work), (SELECT at FROM entries WHERE org_id = $1 AND seq = $2 + 1))
      AND c.leg <= reports_before($1, (SELECT id FROM work),
        (SELECT at + interval '1 millisecond' FROM entries WHERE org_id = $1 AND seq = $3 - 1))
      AND e.seq > $2 AND e.seq < $3
    ORDER BY c.leg DESC LIMIT $8
  ), held AS MATERIALIZED (
    SELECT e.seq FROM holds h JOIN entries e ON e.org_id = $1 AND e.cause_id = h.id AND e.cause_type = 'hold'
    WHERE h.org_id = $1 AND h.job_id = (SELECT id FROM work) AND ${KIND_MATCHES} AND e.seq > $2 AND e.seq < $3
  )
  SELECT seq FROM settled UNION ALL SELECT seq FROM held ORDER BY seq DESC LIMIT $8`;
