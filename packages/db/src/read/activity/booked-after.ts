import type { EntryKind, GrantSource } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** The entries of one kind, and of one source of credit: their number, and the sum of their net in micro-USD. */
export interface BookedSum {
  readonly kind: EntryKind;
  /** The source of the grants; `null` for entries that are not about one grant. */
  readonly source: GrantSource | null;
  readonly count: number;
  readonly net: Micros;
}

/**
 * Adds up the entries after a number by kind and source, exactly. It reads every one of them, by the primary key.
 * @returns the sums in the order of their first entries
 * @throws OrganizationMissing
 */
export async function bookedAfter(
  organizations: OrganizationsSource,
  orgId: string,
  after: number,
): Promise<readonly BookedSum[]> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const rows = await query({ text: BOOKED, values: [orgId, after] });
    return rows.map((row) => ({
      kind: row.kind as EntryKind,
      source: row.source as GrantSource | null,
      count: Number(row.count),
      net: BigInt(String(row.net)),
    }));
  });
}

const BOOKED = `
  WITH booked AS MATERIALIZED (
    SELECT seq, kind, net, CASE WHEN cause_type = 'grant' THEN cause_id END AS grant_id
    FROM entries WHERE org_id = $1 AND seq > $2
  )
  SELECT b.kind, g.source, count(*)::int AS count, coalesce(sum(b.net), 0)::text AS net
    FROM booked b LEFT JOIN grants g ON g.org_id = $1 AND g.id = b.grant_id
  GROUP BY b.kind, g.source ORDER BY min(b.seq)`;
