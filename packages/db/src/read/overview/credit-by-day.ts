import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import type { Books } from "../../ledger/run-batch.ts";
import { type Outlook, readOutlook } from "./read-overview.ts";

/** Credit and debt at the end of a day, in micro-USD. */
export interface CreditOfDay {
  readonly promotional: Micros;
  readonly paid: Micros;
  readonly owed: Micros;
}

/** The requested days, and the data for a forecast. */
export interface CreditRead extends Outlook {
  readonly days: readonly CreditOfDay[];
}

/**
 * Reads credit at the ends of past days. The last entry before each end has the available and owed amounts. The
 * promotional part is counted back from the present one, in one pass over the moves since the first end.
 * @param endsOf returns the ends of the days, ascending, for the organization's time
 * @throws OrganizationMissing
 */
export async function readCreditByDay(
  organizations: OrganizationsSource,
  books: Books,
  orgId: string,
  endsOf: (now: Instant) => readonly Instant[],
): Promise<CreditRead> {
  return readOrganization(organizations, orgId, { byKey: false }, async (query) => {
    const outlook = await readOutlook(query, books, orgId);
    const { ledger, now } = outlook.look;
    const ends = endsOf(Math.max(now, ledger.at)).map((end) => new Date(end).toISOString());
    const rows = await query({ text: DAYS, values: [orgId, ends] });
    return { ...outlook, days: rows.map(({ day }) => creditOf(day as DayJson)) };
  });
}

interface DayJson {
  readonly available: string;
  readonly promotional: string;
  readonly owed: string;
}

function creditOf(day: DayJson): CreditOfDay {
  const promotional = BigInt(day.promotional);
  return { promotional, paid: BigInt(day.available) - promotional, owed: BigInt(day.owed) };
}

// A posting after the k-th end and not after the next one has the bucket k: days 1 to k do not include it.
const DAYS = `
  WITH ends AS MATERIALIZED (
    SELECT n, entries_before($1, at) AS seq FROM unnest($2::timestamptz[]) WITH ORDINALITY AS u (at, n)
  ), promotional AS MATERIALIZED (
    SELECT id, avail FROM grants WHERE org_id = $1 AND kind = 'promotional'
  ), moves AS MATERIALIZED (
    SELECT width_bucket(p.seq, (SELECT array_agg(seq + 1 ORDER BY n) FROM ends)) AS n,
        sum(CASE WHEN p.to_bucket = 'avail' THEN p.amount ELSE -p.amount END) AS amount
      FROM postings p JOIN promotional g ON g.id = p.grant_id
      WHERE p.org_id = $1 AND p.seq > (SELECT min(seq) FROM ends)
        AND (p.to_bucket = 'avail' OR p.from_bucket = 'avail')
      GROUP BY 1
  )
  SELECT json_build_object(
    'available', coalesce(e.available, 0)::text, 'owed', coalesce(e.owed, 0)::text,
    'promotional', ((SELECT coalesce(sum(avail), 0) FROM promotional)
      - (SELECT coalesce(sum(m.amount), 0) FROM moves m WHERE m.n >= ends.n))::text) AS day
  FROM ends LEFT JOIN entries e ON e.org_id = $1 AND e.seq = ends.seq ORDER BY ends.n`;
