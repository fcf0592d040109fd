import type { EntryKind } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Statement } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { type ActivityFilter, boundsOf, isNarrow, KIND_MATCHES, LABELS_MATCH, labelValues } from "./activity-filter.ts";

/** The totals of the filtered entries of one kind: their number, and the sum of their net in micro-USD. */
export interface KindSum {
  readonly kind: EntryKind;
  readonly count: number;
  readonly net: Micros;
}

/**
 * Adds up all entries of a filter by kind, exactly. It reads every one of them.
 * @throws OrganizationMissing
 */
export async function sumActivity(
  organizations: OrganizationsSource,
  orgId: string,
  filter: ActivityFilter,
): Promise<readonly KindSum[]> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const bounds = await boundsOf(query, orgId, filter);
    const values = [orgId, bounds.above, bounds.below];
    const rows = await query(sumStatement(filter, values));
    return rows.map((row) => ({
      kind: row.kind as EntryKind,
      count: Number(row.count),
      net: BigInt(String(row.net)),
    }));
  });
}

function sumStatement(filter: ActivityFilter, bounds: readonly unknown[]): Statement {
  if (!isNarrow(filter)) return { text: ALL, values: bounds };
  const values = [...bounds, ...labelValues(filter)];
  return filter.job === undefined ? { text: OF_SERIES, values } : { text: OF_JOB, values: [...values, filter.job] };
}

const TOTALS = "count(*)::int AS count, coalesce(sum(e.net), 0)::text AS net";

const ALL = `
  SELECT e.kind, ${TOTALS} FROM entries e WHERE e.org_id = $1 AND e.seq > $2 AND e.seq < $3 GROUP BY e.kind`;

const OF_SERIES = `
  WITH wanted AS MATERIALIZED (
    SELECT series, kind FROM activity_series WHERE org_id = $1 AND ${KIND_MATCHES} AND ${LABELS_MATCH}
  )
  SELECT w.kind, ${TOTALS} FROM wanted w
    JOIN entries e ON e.org_id = $1 AND e.series = w.series AND e.seq > $2 AND e.seq < $3
  GROUP BY w.kind`;

const OF_JOB = `
  WITH work AS MATERIALIZED (
    SELECT id FROM jobs WHERE org_id = $1 AND ref = $8 AND ${LABELS_MATCH}
  ), causes AS MATERIALIZED (
    SELECT c.id, 'charge' AS type FROM work JOIN job_charges c ON c.org_id = $1 AND c.job_id = work.id
    UNION ALL SELECT h.id, 'hold' FROM work JOIN holds h ON h.org_id = $1 AND h.job_id = work.id
  )
  SELECT e.kind, ${TOTALS} FROM causes
    JOIN entries e ON e.org_id = $1 AND e.cause_id = causes.id AND e.cause_type = causes.type AND e.seq > $2 AND e.seq < $3
  WHERE ($4::text[] IS NULL OR e.kind = ANY ($4)) GROUP BY e.kind`;
