import { monthAt, monthsBetween } from "@scrip/domain/billing/statement";
import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** A month that has entries. */
export interface StatementMonth {
  /** `2026-11`, in UTC. */
  readonly month: string;
  readonly from: Instant;
  /** Whether the month has ended, so that its statement no longer changes. */
  readonly isClosed: boolean;
  readonly entries: number;
  /** Credit less debt before the first and after the last entry of the month. Micro-USD. */
  readonly opening: Micros;
  readonly closing: Micros;
  /** The document of the month, once it is issued. */
  readonly document: IssuedStatement | null;
}

/** The document of a month. */
export interface IssuedStatement {
  readonly id: string;
  readonly number: string;
}

/**
 * Lists the months that have entries, the newest first. The number of months decides the cost.
 * @throws OrganizationMissing
 */
export async function listStatements(
  organizations: OrganizationsSource,
  orgId: string,
): Promise<readonly StatementMonth[]> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [ends] = await query({ text: ENDS, values: [orgId] });
    if (ends?.first == null) return [];
    const now = Number(ends.now);
    const starts = monthsBetween(Number(ends.first), now);
    const instants = starts.map((start) => new Date(start).toISOString());
    const rows = await query({ text: MONTHS, values: [orgId, instants] });
    const months = rows.map((row, place): StatementMonth => {
      const from = starts[place] ?? 0;
      return {
        month: monthAt(from),
        from,
        isClosed: place < rows.length - 1,
        entries: Number(row.entries),
        opening: BigInt(String(row.opening)),
        closing: BigInt(String(row.closing)),
        document: row.document as IssuedStatement | null,
      };
    });
    return months.filter(({ entries }) => entries > 0).reverse();
  });
}

const ENDS = `
  SELECT instant_ms(greatest(o.at, coalesce(o.clock_at, date_trunc('milliseconds', clock_timestamp())))) AS now,
    (SELECT instant_ms(e.at) FROM entries e WHERE e.org_id = $1 AND e.seq = 1) AS first
  FROM organizations o WHERE o.org_id = $1`;

const worth = (row: string): string => `coalesce(${row}.available + ${row}.reserved - ${row}.owed, 0)::text`;

const MONTHS = `
  WITH starts AS MATERIALIZED (
    SELECT n, at, entries_before($1, at) AS above FROM unnest($2::timestamptz[]) WITH ORDINALITY AS u (at, n)
  ), spans AS MATERIALIZED (
    SELECT n, at, above, coalesce(lead(above) OVER (ORDER BY n), (SELECT seq FROM organizations WHERE org_id = $1)) AS up_to
      FROM starts
  )
  SELECT s.up_to - s.above AS entries, ${worth("o")} AS opening, ${worth("c")} AS closing,
      (SELECT json_build_object('id', d.id, 'number', d.number) FROM documents d
        WHERE d.org_id = $1 AND d.month = s.at) AS document
    FROM spans s
      LEFT JOIN entries o ON o.org_id = $1 AND o.seq = s.above
      LEFT JOIN entries c ON c.org_id = $1 AND c.seq = s.up_to
    ORDER BY s.n`;
