import type { StatementBalance } from "@scrip/domain/billing/statement";
import type { Query } from "../../connection/query.ts";

/**
 * Reads the credit of both kinds, the credit on hold and the debt of an organization after an entry. The number of grants
 * decides the cost.
 * @param seq 0 for the time before the first entry
 */
export async function balanceAfter(query: Query, orgId: string, seq: number): Promise<StatementBalance> {
  const [row] = await query({ text: BALANCE, values: [orgId, seq] });
  const amountOf = (name: string) => BigInt((row?.[name] as string | null | undefined) ?? "0");
  return {
    promotional: amountOf("promotional"),
    paid: amountOf("paid"),
    owed: amountOf("owed"),
    reserved: amountOf("reserved"),
  };
}

/** Adds the last mark of each grant up to the last marked block before the entry, and the moves of the entries since. */
const BALANCE = `
  WITH marked AS MATERIALIZED (
    SELECT coalesce((SELECT block FROM marked_blocks WHERE org_id = $1 AND block <= $2::bigint / 256
      ORDER BY block DESC LIMIT 1), 0) AS block
  ), stood AS MATERIALIZED (
    SELECT g.kind, coalesce((SELECT m.avail + m.held FROM grant_marks m WHERE m.org_id = $1 AND m.grant_id = g.id
          AND m.block <= (SELECT block FROM marked) ORDER BY m.block DESC LIMIT 1), 0) AS credit
      FROM grants g WHERE g.org_id = $1
    UNION ALL SELECT g.kind, s.avail + s.held
      FROM grant_moves($1, (SELECT block * 256 FROM marked), $2::bigint) s
        JOIN grants g ON g.org_id = $1 AND g.id = s.grant_id
  )
  SELECT (SELECT coalesce(sum(credit), 0)::text FROM stood WHERE kind = 'promotional') AS promotional,
      (SELECT coalesce(sum(credit), 0)::text FROM stood WHERE kind = 'paid') AS paid,
      e.owed::text AS owed, e.reserved::text AS reserved
    FROM (SELECT 1) one LEFT JOIN entries e ON e.org_id = $1 AND e.seq = $2`;
