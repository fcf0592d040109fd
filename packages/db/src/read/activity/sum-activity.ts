import type { EntryKind, Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query, Statement } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import {
  type ActivityFilter,
  type Bounds,
  boundsOf,
  isWhole,
  KIND_MATCHES,
  LABELS_MATCH,
  labelValues,
} from "./activity-filter.ts";
import { balanceJson } from "./entry-lines.ts";
import type { LineBalance } from "./list-activity.ts";

/**
 * The totals of the filtered entries of one kind: their number, and the sum of their net in micro-USD. A kind may have
 * several rows: the debt of taken-back credit that a settle spent counts as revoked, not as settled.
 */
export interface KindSum {
  readonly kind: EntryKind;
  readonly count: number;
  readonly net: Micros;
}

/** The sums of a filter, and the balances before its first and after its last entry. */
export interface FilterSums {
  readonly sums: readonly KindSum[];
  /** `null` if the filter leaves out entries that can change the balance. */
  readonly ends: { readonly opening: LineBalance; readonly closing: LineBalance } | null;
}

/**
 * Adds up all entries of a filter by kind, exactly. It reads every one of them.
 * @throws OrganizationMissing
 */
export async function sumActivity(
  organizations: OrganizationsSource,
  orgId: string,
  filter: ActivityFilter,
): Promise<FilterSums> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const bounds = await boundsOf(query, orgId, filter);
    const rows = await query(sumStatement(orgId, filter, bounds, null));
    return { sums: rows.map(kindSum), ends: isWhole(filter) ? await endsOf(query, orgId, bounds) : null };
  });
}

/**
 * Adds up the entries of a filter by kind, for each of several days.
 * @param days the first instant of each day, ascending; a day ends where the next one begins, the last one with the
 *   filter
 * @returns the sums of each day, in the order of `days`
 * @throws OrganizationMissing
 */
export async function sumActivityByDay(
  organizations: OrganizationsSource,
  orgId: string,
  filter: ActivityFilter,
  days: readonly Instant[],
): Promise<readonly (readonly KindSum[])[]> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const bounds = await boundsOf(query, orgId, filter);
    const [starts] = await query({ text: STARTS, values: [orgId, days.map((day) => new Date(day).toISOString())] });
    const firsts = ((starts?.firsts ?? []) as unknown[]).map(Number);
    const from = { ...bounds, above: Math.max(bounds.above, (firsts[0] ?? 1) - 1) };
    const rows = await query(sumStatement(orgId, filter, from, firsts));
    return days.map((_day, index) => rows.filter(({ part }) => part === index + 1).map(kindSum));
  });
}

const STARTS = `
  SELECT array_agg(entries_before($1, day) + 1 ORDER BY n) AS firsts
    FROM unnest($2::timestamptz[]) WITH ORDINALITY AS days (day, n)`;

const kindSum = (row: Record<string, unknown>): KindSum => ({
  kind: row.kind as EntryKind,
  count: Number(row.count),
  net: BigInt(String(row.net)),
});

/** The balances before the first and after the last entry within bounds. */
async function endsOf(query: Query, orgId: string, { above, below }: Bounds): Promise<FilterSums["ends"]> {
  const [row] = await query({ text: ENDS, values: [orgId, above, Math.max(above, below - 1)] });
  return row?.ends as FilterSums["ends"];
}

const ENDS = `
  SELECT json_build_object('opening', ${balanceJson("o")}, 'closing', ${balanceJson("c")}) AS ends
    FROM (SELECT 1) one
    LEFT JOIN entries o ON o.org_id = $1 AND o.seq = $2
    LEFT JOIN entries c ON c.org_id = $1 AND c.seq = $3`;

/** @param firsts the number of the first entry of each part, ascending; `null` for one part */
function sumStatement(
  orgId: string,
  filter: ActivityFilter,
  { above, below }: Bounds,
  firsts: readonly number[] | null,
): Statement {
  const bounds = [orgId, above, below];
  if (isWhole(filter)) return { text: ALL, values: [...bounds, filter.kinds ?? null, firsts] };
  const values = [...bounds, ...labelValues(filter), firsts];
  return filter.job === undefined ? { text: OF_SERIES, values } : { text: OF_JOB, values: [...values, filter.job] };
}

/** @param firsts the parameter with the first entry of each part */
const partOf = (firsts: string): string =>
  `CASE WHEN ${firsts}::bigint[] IS NULL THEN 1 ELSE width_bucket(e.seq, ${firsts}::bigint[]) END`;

const totals = (firsts: string): string => `
    ${partOf(firsts)} AS part, count(*)::int AS count, coalesce(sum(e.net), 0)::text AS net`;

/** The debts of taken-back credit among the found entries, which are few: `found` gives the numbers of entries. */
const movedToRevoked = (firsts: string, found: string): string => `
  UNION ALL SELECT moved.kind, reversed.part, 0, (moved.sign * reversed.net)::text
  FROM (SELECT ${partOf(firsts)} AS part, sum(d.amount) AS net
    FROM debts d JOIN entries e ON e.org_id = $1 AND e.seq = d.seq
    WHERE d.org_id = $1 AND d.grant_id IS NOT NULL AND e.kind = 'settled' AND ${KIND_MATCHES}
      AND e.seq > $2 AND e.seq < $3 AND ${found} GROUP BY part) AS reversed
    CROSS JOIN (VALUES ('settled', 1), ('grant_revoked', -1)) AS moved (kind, sign)`;

const ALL = `
  SELECT e.kind, ${totals("$5")} FROM entries e
  WHERE e.org_id = $1 AND e.seq > $2 AND e.seq < $3 AND ${KIND_MATCHES}
  GROUP BY e.kind, part
  ${movedToRevoked("$5", "true")}`;

const OF_SERIES = `
  WITH wanted AS MATERIALIZED (
    SELECT series, kind FROM activity_series WHERE org_id = $1 AND ${KIND_MATCHES} AND ${LABELS_MATCH}
  )
  SELECT w.kind, ${totals("$8")} FROM wanted w
    JOIN entries e ON e.org_id = $1 AND e.series = w.series AND e.seq > $2 AND e.seq < $3
  GROUP BY w.kind, part
  ${movedToRevoked("$8", "e.series IN (SELECT series FROM wanted)")}`;

const OF_JOB = `
  WITH work AS MATERIALIZED (
    SELECT id FROM jobs WHERE org_id = $1 AND ref = $9 AND ${LABELS_MATCH}
  ), causes AS MATERIALIZED (
    SELECT c.id, 'charge' AS type FROM work JOIN job_charges c ON c.org_id = $1 AND c.job_id = work.id
    UNION ALL SELECT h.id, 'hold' FROM work JOIN holds h ON h.org_id = $1 AND h.job_id = work.id
  )
  SELECT e.kind, ${totals("$8")} FROM causes
    JOIN entries e ON e.org_id = $1 AND e.cause_id = causes.id AND e.cause_type = causes.type AND e.seq > $2 AND e.seq < $3
  WHERE ($4::text[] IS NULL OR e.kind = ANY ($4)) GROUP BY e.kind, part
  ${movedToRevoked("$8", "e.cause_id IN (SELECT id FROM causes)")}`;
