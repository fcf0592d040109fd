import type pg from "pg";
import { readRows, text, whole } from "./read.ts";

/** An idempotency key that exists more than once, and the rows that have it. */
export interface RepeatedKey {
  readonly orgId: string;
  readonly rows: readonly string[];
  readonly count: number;
}

/**
 * Finds idempotency keys that exist more than once (L13): as rows, on entries, or as both. A key can only repeat
 * within one of the two tables if that table's unique index is missing.
 */
export async function readRepeatedKeys(pool: pg.Pool, orgIds: readonly string[]): Promise<RepeatedKey[]> {
  const rows = await readRows(pool, AS_ROWS, [orgIds]);
  const onEntries = await readRows(pool, ON_ENTRIES, [orgIds]);
  const onBoth = await readRows(pool, AS_BOTH, [orgIds]);
  return [
    ...rows.map(([orgId, operation, key, count]) => {
      return { orgId: text(orgId), rows: [`key ${operation} ${key}`], count: whole(count) };
    }),
    ...onEntries.map(([orgId, id, seqs, count]) => {
      const entries = text(seqs).split(",");
      return { orgId: text(orgId), rows: [`key ${id}`, ...entries.map((seq) => `entry ${seq}`)], count: whole(count) };
    }),
    ...onBoth.map(([orgId, operation, key, seq]) => {
      return { orgId: text(orgId), rows: [`key ${operation} ${key}`, `entry ${seq}`], count: 2 };
    }),
  ];
}

const AS_ROWS = `
  SELECT org_id, operation, key, count(*) FROM idempotency_keys WHERE org_id = ANY ($1)
  GROUP BY org_id, operation, key HAVING count(*) > 1`;

/** Returns each repeated key with the first five entries that have it. */
const ON_ENTRIES = `
  SELECT r.org_id, r.key_id, (
      SELECT string_agg(seq::text, ',' ORDER BY seq) FROM (
        SELECT seq FROM entries e WHERE e.org_id = r.org_id AND e.key_id = r.key_id ORDER BY seq LIMIT 5) AS first),
    r.count
  FROM (
    SELECT org_id, key_id, count(*) FROM entries WHERE org_id = ANY ($1) AND key_id IS NOT NULL
    GROUP BY org_id, key_id HAVING count(*) > 1) AS r`;

/**
 * The ids are calculated once for each key, before the joins. As a condition of a join, the function ran for every pair
 * of a key and an entry in some plans: minutes for an organization with a few thousand of both.
 */
const AS_BOTH = `
  WITH k AS MATERIALIZED (
    SELECT org_id, operation, key, key_id_of(org_id, operation, key) AS id FROM idempotency_keys
    WHERE org_id = ANY ($1)
  )
  SELECT k.org_id, k.operation, k.key, e.seq FROM k
  JOIN entries e ON e.org_id = k.org_id AND e.key_id = k.id
  UNION ALL
  SELECT k.org_id, k.operation, k.key, e.seq FROM k
  JOIN entries e ON e.org_id = k.org_id AND e.cause_id = k.id AND e.leg = 1
    AND e.cause_type = 'charge' AND e.payload_id IS NOT NULL
  WHERE k.operation = 'charge'`;
