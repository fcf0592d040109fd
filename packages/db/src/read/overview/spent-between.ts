import { MONEY_KINDS } from "@scrip/domain/activity";
import type { EntryKind } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { Query } from "../../connection/query.ts";

/** The kinds of entries that change what the organization owns without usage. All others but usage change nothing. */
export const CREDIT_KINDS: readonly EntryKind[] = MONEY_KINDS.filter(
  (kind) => kind !== "settled" && kind !== "charged",
);

/**
 * Adds up usage between entries, exactly. Available + on hold - owed changes by credit that comes or goes, and by
 * usage. Each entry has the sum after it, so usage follows from two entries and the changes of credit between them. A
 * settle that spends taken-back credit also makes a debt of it, which is a change of credit and no usage. The number of
 * grants decides the cost, not the number of charges.
 * @param before the numbers of entries before instants, ascending
 * @returns micro-USD used from each of these instants until the next one; the last until now
 */
export async function spentBetween(query: Query, orgId: string, before: readonly number[]): Promise<Micros[]> {
  const rows = await query({ name: "spent-between", text: SPENT, values: [orgId, before, CREDIT_KINDS] });
  return rows.map(({ spent }) => BigInt(String(spent)));
}

// `until` is the entry before the next instant; after the last instant it is the newest entry.
export const SPENT = `
  WITH since AS MATERIALIZED (
    SELECT n, seq FROM unnest($2::bigint[]) WITH ORDINALITY AS u (seq, n)
  ), spans AS MATERIALIZED (
    SELECT s.n, s.seq, coalesce(lead(s.seq) OVER (ORDER BY s.n), o.seq) AS until
      FROM organizations o CROSS JOIN since s WHERE o.org_id = $1
  ), moved AS MATERIALIZED (
    SELECT e.seq, e.net
      FROM activity_series w JOIN entries e ON e.series = w.series AND e.seq > (SELECT min(seq) FROM since)
      WHERE w.org_id = $1 AND w.kind = ANY ($3::text[]) AND e.org_id = $1
    UNION ALL SELECT e.seq, -d.amount
      FROM debts d JOIN entries e ON e.org_id = d.org_id AND e.seq = d.seq
      WHERE d.org_id = $1 AND d.grant_id IS NOT NULL AND e.kind = 'settled' AND e.seq > (SELECT min(seq) FROM since)
  ), credit AS MATERIALIZED (
    SELECT width_bucket(seq, (SELECT array_agg(seq + 1 ORDER BY n) FROM since)) AS n, sum(net) AS net
      FROM moved GROUP BY 1
  )
  SELECT (coalesce(c.net, 0) - coalesce(b.available + b.reserved - b.owed, 0)
      + coalesce(a.available + a.reserved - a.owed, 0))::text AS spent
    FROM spans s
      LEFT JOIN credit c ON c.n = s.n
      LEFT JOIN entries a ON a.org_id = $1 AND a.seq = s.seq
      LEFT JOIN entries b ON b.org_id = $1 AND b.seq = s.until
    ORDER BY s.n`;
