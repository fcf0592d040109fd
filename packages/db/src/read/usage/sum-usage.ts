import type { Instant } from "@scrip/domain/ledger";
import type { UsageLabel, UsagePart } from "@scrip/domain/usage/sums";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** The conditions on usage; a charge must match all of them. The time is that of the booking, `[from, until)`. */
export interface UsageFilter {
  readonly resource?: string | undefined;
  readonly project?: string | undefined;
  readonly member?: string | undefined;
  readonly until?: Instant | undefined;
}

/** How usage is divided. */
export interface UsageDivision {
  readonly by: UsageLabel;
  /** The first instant of each day, ascending; a day ends where the next one begins, the last one with the filter. */
  readonly days: readonly Instant[];
}

/** Usage by all labels, on one day. */
export interface UsageRecord extends Omit<UsagePart, "name"> {
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/**
 * Adds up all charges by the value of a label and by day: of jobs, endpoints, storage, usage events and plain charges.
 * It reads each of their entries once. Corrections and refunds count on the day when they were made, with the labels of
 * the charge.
 * @throws OrganizationMissing
 */
export async function sumUsage(
  organizations: OrganizationsSource,
  orgId: string,
  filter: UsageFilter,
  { by, days }: UsageDivision,
): Promise<UsagePart[]> {
  const rows = await usageRows(organizations, orgId, filter, { by: [by], days });
  return rows.map((row) => ({ name: (row[by] ?? null) as string | null, ...sumsOf(row) }));
}

/**
 * Adds up the same by all labels at once, for a file.
 * @throws OrganizationMissing
 */
export async function usageRecords(
  organizations: OrganizationsSource,
  orgId: string,
  filter: UsageFilter,
  days: readonly Instant[],
): Promise<UsageRecord[]> {
  const rows = await usageRows(organizations, orgId, filter, { by: ["resource", "project", "member"], days });
  return rows.map((row) => {
    const labels = row as unknown as Pick<UsageRecord, UsageLabel>;
    return { resource: labels.resource, project: labels.project, member: labels.member, ...sumsOf(row) };
  });
}

const sumsOf = (row: Record<string, unknown>) => ({
  day: Number(row.part) - 1,
  count: Number(row.count),
  used: BigInt(String(row.used)),
  returned: BigInt(String(row.returned)),
});

async function usageRows(
  organizations: OrganizationsSource,
  orgId: string,
  { resource, project, member, until }: UsageFilter,
  { by, days }: { readonly by: readonly UsageLabel[]; readonly days: readonly Instant[] },
): Promise<readonly Record<string, unknown>[]> {
  const starts = days.map((day) => new Date(day).toISOString());
  const end = until === undefined ? null : new Date(until).toISOString();
  return readOrganization(organizations, orgId, { byKey: false }, (query) =>
    query({ text: sumSql(by), values: [orgId, starts, end, resource ?? null, project ?? null, member ?? null] }),
  );
}

const MATCHES =
  "($4::text IS NULL OR resource = $4) AND ($5::text IS NULL OR project = $5) AND ($6::text IS NULL OR member = $6)";

/**
 * A charge changes available + reserved - owed by its amount. The entry of a settle may have a debt of taken-back credit
 * too, which is no usage. A refund grant names its charge, and a forgiven debt has the id of its charge.
 */
const sumSql = (by: readonly UsageLabel[]): string => `
  WITH bounds AS MATERIALIZED (
    SELECT (SELECT array_agg(entries_before($1, day) + 1 ORDER BY n)
        FROM unnest($2::timestamptz[]) WITH ORDINALITY AS days (day, n)) AS firsts,
      CASE WHEN $3::timestamptz IS NULL THEN seq ELSE entries_before($1, $3) END AS last
    FROM organizations WHERE org_id = $1
  ), wanted AS MATERIALIZED (
    SELECT series, ${by.join(", ")} FROM activity_series
      WHERE org_id = $1 AND kind IN ('settled', 'charged') AND ${MATCHES}
  ), charged AS MATERIALIZED (
    SELECT ${by.map((label) => `w.${label}`).join(", ")}, width_bucket(e.seq, b.firsts) AS part, e.seq, e.net
      FROM bounds b CROSS JOIN wanted w
        JOIN entries e ON e.org_id = $1 AND e.series = w.series AND e.seq >= b.firsts[1] AND e.seq <= b.last
  ), given_back AS MATERIALIZED (
    SELECT e.seq, g.charge_id, g.amount
      FROM grants g JOIN entries e ON e.org_id = $1 AND e.cause_id = g.id AND e.leg = 1 AND e.cause_type = 'grant'
      WHERE g.org_id = $1 AND g.charge_id IS NOT NULL
    UNION ALL SELECT e.seq, d.charge_id, e.net
      FROM activity_series s JOIN entries e ON e.org_id = $1 AND e.series = s.series
        JOIN debts d ON d.org_id = $1 AND d.id = e.cause_id
      WHERE s.org_id = $1 AND s.kind = 'debt_forgiven' AND d.charge_id IS NOT NULL
  ), moved AS (
    SELECT ${by.join(", ")}, part, 1 AS count, -net AS used, 0::bigint AS returned FROM charged
    UNION ALL SELECT ${by.map((label) => `c.${label}`).join(", ")}, c.part, 0, -d.amount, 0
      FROM debts d JOIN charged c ON c.seq = d.seq WHERE d.org_id = $1 AND d.grant_id IS NOT NULL
    UNION ALL SELECT ${by.map((label) => `c.${label}`).join(", ")}, width_bucket(r.seq, b.firsts), 0, 0, r.amount
      FROM bounds b JOIN given_back r ON r.seq >= b.firsts[1] AND r.seq <= b.last
        CROSS JOIN LATERAL (SELECT resource, project, member FROM charges
          WHERE org_id = $1 AND id = r.charge_id LIMIT 1) AS c
      WHERE ${MATCHES.replaceAll(/(resource|project|member) =/g, "c.$1 =")}
  )
  SELECT ${by.join(", ")}, part, sum(count)::int AS count, sum(used)::text AS used, sum(returned)::text AS returned
    FROM moved GROUP BY ${by.join(", ")}, part ORDER BY part, ${by.join(", ")}`;
