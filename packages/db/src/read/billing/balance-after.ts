import type { StatementBalance } from "@scrip/domain/billing/statement";
import type { Query } from "../../connection/query.ts";

/**
 * Reads the credit of both kinds, the credit on hold and the debt of an organization after an entry. The number of grants
 * decides the cost.
 * @param seq 0 for the time before the first entry
 */
export async function balanceAfter(query: Query, orgId: string, seq: number): Promise<StatementBalance> {
  const [row] = await query({ text: balanceOf("$1", "$2::bigint"), values: [orgId, seq] });
  return toBalance(row);
}

/**
 * Adds up the same of many organizations.
 * @param seqs the number of the entry by organization, 0 for the time before the first one
 */
export async function balancesAfter(query: Query, seqs: ReadonlyMap<string, number>): Promise<StatementBalance> {
  const [row] = await query({ text: BALANCES, values: [[...seqs.keys()], [...seqs.values()]] });
  return toBalance(row);
}

function toBalance(row: Record<string, unknown> | undefined): StatementBalance {
  const amountOf = (name: string) => BigInt((row?.[name] as string | null | undefined) ?? "0");
  return {
    promotional: amountOf("promotional"),
    paid: amountOf("paid"),
    owed: amountOf("owed"),
    reserved: amountOf("reserved"),
  };
}

/** Adds the last mark of each grant up to the last marked block before the entry, and the moves of the entries since. */
const balanceOf = (org: string, seq: string): string => `
  WITH marked AS MATERIALIZED (
    SELECT coalesce((SELECT block FROM marked_blocks WHERE org_id = ${org} AND block <= ${seq} / 256
      ORDER BY block DESC LIMIT 1), 0) AS block
  ), stood AS MATERIALIZED (
    SELECT g.kind, coalesce((SELECT m.avail + m.held FROM grant_marks m WHERE m.org_id = ${org} AND m.grant_id = g.id
          AND m.block <= (SELECT block FROM marked) ORDER BY m.block DESC LIMIT 1), 0) AS credit
      FROM grants g WHERE g.org_id = ${org}
    UNION ALL SELECT g.kind, s.avail + s.held
      FROM grant_moves(${org}, (SELECT block * 256 FROM marked), ${seq}) s
        JOIN grants g ON g.org_id = ${org} AND g.id = s.grant_id
  )
  SELECT (SELECT coalesce(sum(credit), 0)::text FROM stood WHERE kind = 'promotional') AS promotional,
      (SELECT coalesce(sum(credit), 0)::text FROM stood WHERE kind = 'paid') AS paid,
      e.owed::text AS owed, e.reserved::text AS reserved
    FROM (SELECT 1) one LEFT JOIN entries e ON e.org_id = ${org} AND e.seq = ${seq}`;

const BALANCES = `
  SELECT sum(b.promotional::numeric)::text AS promotional, sum(b.paid::numeric)::text AS paid,
      coalesce(sum(b.owed::numeric), 0)::text AS owed, coalesce(sum(b.reserved::numeric), 0)::text AS reserved
    FROM unnest($1::uuid[], $2::bigint[]) AS o (org_id, seq)
      CROSS JOIN LATERAL (${balanceOf("o.org_id", "o.seq")}) b`;
