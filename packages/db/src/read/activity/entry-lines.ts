import type { EntryKind, GrantKind } from "@scrip/domain/ledger";

/**
 * Selects the entries whose numbers a query returns, as the table `found`, with the keys of the rows to join. The keys
 * are computed first: under row-level security, PostgreSQL uses no index for an expression that could fail, such as a
 * number minus one.
 * @param pick a query of `seq`; `$1` is the organization
 */
export function entriesFound(pick: string): string {
  return `
    WITH picked AS MATERIALIZED (${pick}),
    found AS MATERIALIZED (
      SELECT e.*, e.seq - 1 AS previous,
        CASE WHEN e.cause_type = 'charge' THEN e.cause_id END AS charge_id,
        CASE WHEN e.cause_type = 'hold' THEN e.cause_id END AS cause_hold_id,
        CASE WHEN e.cause_type = 'grant' THEN e.cause_id END AS grant_id
      FROM picked JOIN entries e ON e.org_id = $1 AND e.seq = picked.seq
    )`;
}

/** The balances of a row of entries as JSON, with their total; zeros for a row that does not exist. */
export const balanceJson = (row: string): string => `json_build_object(
    'available', coalesce(${row}.available, 0)::text, 'reserved', coalesce(${row}.reserved, 0)::text,
    'owed', coalesce(${row}.owed, 0)::text,
    'total', coalesce(${row}.available + ${row}.reserved - ${row}.owed, 0)::text)`;

/**
 * An entry of `found` as the JSON of an `ActivityLine`; `p` is the entry before, and the other tables have its labels.
 */
export const LINE = `json_build_object(
    'seq', e.seq, 'at', instant_ms(e.at), 'kind', e.kind,
    'net', (e.available + e.reserved - e.owed - coalesce(p.available + p.reserved - p.owed, 0))::text,
    'reservedBy', (e.reserved - coalesce(p.reserved, 0))::text,
    'balance', ${balanceJson("e")},
    'job', coalesce(cj.ref, hj.ref), 'resource', coalesce(c.resource, hj.resource),
    'project', coalesce(c.project, hj.project), 'member', coalesce(c.member, hj.member),
    'grant', CASE WHEN g.id IS NULL THEN NULL ELSE json_build_object('id', g.id, 'source', g.source, 'kind', g.kind) END,
    'hash', encode(e.hash, 'hex'))`;

/**
 * The same without the hash, as a JSON array in the order of `ListedLine`. A page of lines is read often, and names of fields are half of its
 * text.
 */
export const LISTED_LINE = `json_build_array(
    e.seq, instant_ms(e.at), e.kind,
    (e.available + e.reserved - e.owed - coalesce(p.available + p.reserved - p.owed, 0))::text,
    (e.reserved - coalesce(p.reserved, 0))::text,
    e.available::text, e.reserved::text, e.owed::text, (e.available + e.reserved - e.owed)::text,
    coalesce(cj.ref, hj.ref), coalesce(c.resource, hj.resource), coalesce(c.project, hj.project),
    coalesce(c.member, hj.member), g.id, g.source, g.kind)`;

/** An entry as `LISTED_LINE` reads it. Amounts are digits of micro-USD. */
export type ListedLine = readonly [
  seq: number,
  at: number,
  kind: EntryKind,
  net: string,
  reservedBy: string,
  available: string,
  reserved: string,
  owed: string,
  total: string,
  job: string | null,
  resource: string | null,
  project: string | null,
  member: string | null,
  grantId: string | null,
  grantSource: string | null,
  grantKind: GrantKind | null,
];

export const LINE_JOINS = `
  LEFT JOIN entries p ON p.org_id = $1 AND p.seq = e.previous
  LEFT JOIN LATERAL (SELECT * FROM charges WHERE org_id = $1 AND id = e.charge_id LIMIT 1) c ON true
  LEFT JOIN jobs cj ON cj.org_id = $1 AND cj.id = c.job_id
  LEFT JOIN holds h ON h.org_id = $1 AND h.id = e.cause_hold_id
  LEFT JOIN jobs hj ON hj.org_id = $1 AND hj.id = h.job_id
  LEFT JOIN grants g ON g.org_id = $1 AND g.id = e.grant_id`;
