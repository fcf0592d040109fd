import type pg from "pg";
import { readRows, text } from "./read.ts";

/** A row of the ledger that lies outside the numbers 1 to the head. */
export interface Loose {
  readonly orgId: string;
  readonly what: string;
  readonly seq: string;
  readonly problem: string;
}

/**
 * Finds entries before the first one, and postings before it or after the head without an entry. The walk reads the
 * numbers in between. One statement sees an entry and its postings, or neither.
 */
export async function readLoose(
  pool: pg.Pool,
  heads: readonly { readonly orgId: string; readonly seq: number }[],
): Promise<Loose[]> {
  const values = [heads.map(({ orgId }) => orgId), heads.map(({ seq }) => seq)];
  const early = await readRows(pool, EARLY, values.slice(0, 1));
  const postings = await readRows(pool, POSTINGS, values);
  return [
    ...early.map(([orgId, seq]) => {
      return { orgId: text(orgId), what: "entry", seq: text(seq), problem: "entries are numbered from 1" };
    }),
    ...postings.map(([orgId, seq]) => {
      return {
        orgId: text(orgId),
        what: "entry",
        seq: text(seq),
        problem: "postings name an entry that does not exist",
      };
    }),
  ];
}

const EARLY = `
  SELECT r.org_id, e.seq FROM unnest($1::uuid[]) AS r (org_id)
  CROSS JOIN LATERAL (SELECT seq FROM entries WHERE org_id = r.org_id AND seq < 1 ORDER BY seq LIMIT 5) AS e`;

const POSTINGS = `
  SELECT DISTINCT r.org_id, p.seq FROM unnest($1::uuid[], $2::bigint[]) AS r (org_id, head)
  CROSS JOIN LATERAL (
    (SELECT seq FROM further_postings WHERE org_id = r.org_id AND seq < 1 ORDER BY seq LIMIT 5)
    UNION ALL
    (SELECT seq FROM further_postings WHERE org_id = r.org_id AND seq > r.head ORDER BY seq)) AS p
  WHERE NOT EXISTS (SELECT FROM entries e WHERE e.org_id = r.org_id AND e.seq = p.seq AND e.seq >= 1)`;
