import type { Instant } from "@scrip/domain/ledger";
import type { Query } from "../../connection/query.ts";

/** The credit that a grant gave to one charge in one entry. Amounts are digits of micro-USD, ids bare UUIDs. */
export interface ChargePaid {
  /** The entry of the payment. */
  readonly seq: number;
  readonly at: Instant;
  readonly amount: string;
  /** Whether it paid a debt of the charge, in an entry after the charge's own. */
  readonly paidDebt: boolean;
  /** `null` for the debt of a reversed payment. */
  readonly charge: PaidFor | null;
}

/** A paid charge with its labels. */
export interface PaidFor {
  /** Its id. */
  readonly charge: string;
  /** The charge's own entry. */
  readonly seq: number;
  readonly amount: string;
  /** The caller's name for the job. */
  readonly job: string | null;
  readonly resource: string | null;
  readonly project: string | null;
  readonly member: string | null;
}

/** Where a page of a grant's charges ended: the entry, and the posting in it. */
export interface PaidCursor {
  readonly seq: number;
  readonly n: number;
}

/** A page of the charges that a grant paid, the newest first, and the cursor of the next page. */
export interface ChargesPaid {
  readonly charges: readonly ChargePaid[];
  readonly next: PaidCursor | null;
}

interface Paid extends PaidCursor {
  readonly debt: string | null;
  readonly amount: string;
}

/** The number of blocks in the first search, and the factor by which it grows with each further one. */
const FIRST_BLOCKS = 2;
const MORE = 4;

/**
 * Reads a page of the charges that a grant paid. It searches only blocks that moved the grant, from the newest, until
 * the page is full.
 * @param before the cursor of the last page; `null` starts with the newest
 */
export async function chargesPaid(
  query: Query,
  orgId: string,
  grantId: string,
  { before, limit }: { readonly before: PaidCursor | null; readonly limit: number },
): Promise<ChargesPaid> {
  const found: Paid[] = [];
  // One row more than the page has shows whether there is a next page.
  const wanted = limit + 1;
  const after = [before?.seq ?? Number.MAX_SAFE_INTEGER, before?.n ?? -1];
  let below: number | null = null;
  let blocks: number = FIRST_BLOCKS;
  do {
    const [row] = await query({
      text: PAID,
      values: [orgId, grantId, ...after, below, blocks, wanted - found.length],
    });
    found.push(...((row?.paid as Paid[] | null) ?? []));
    below = row?.lowest === null || row?.lowest === undefined ? null : Number(row.lowest);
    blocks *= MORE;
  } while (below !== null && found.length < wanted);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    charges: await linesOf(query, orgId, page),
    next: found.length > limit && last !== undefined ? { seq: last.seq, n: last.n } : null,
  };
}

async function linesOf(query: Query, orgId: string, paid: readonly Paid[]): Promise<ChargePaid[]> {
  if (paid.length === 0) return [];
  const values = [paid.map(({ seq }) => seq), paid.map(({ debt }) => debt)];
  const rows = await query({ text: LINES, values: [orgId, ...values] });
  return rows.map(({ line }, place) => ({
    ...(line as Omit<ChargePaid, "amount">),
    amount: paid[place]?.amount ?? "0",
  }));
}

/**
 * The payments of the grant `$2` after the cursor `$3`, `$4` in the order of pages, by entry and debt. It reads the
 * `$6` newest blocks below `$5` that moved the grant. In the first round, with `$5` null, it also reads the entries
 * that no mark covers yet. `lowest` is the oldest of those blocks; null if there is no older one.
 */
export const PAID = `
  WITH covered AS MATERIALIZED (
    SELECT coalesce((SELECT block FROM marked_blocks WHERE org_id = $1 ORDER BY block DESC LIMIT 1), 0) AS block
  ), blocks AS MATERIALIZED (
    SELECT block FROM grant_marks WHERE org_id = $1 AND grant_id = $2
      AND block <= ($3::bigint + 255) / 256 AND ($5::bigint IS NULL OR block < $5) ORDER BY block DESC LIMIT $6
  ), ranges AS MATERIALIZED (
    SELECT block * 256 - 255 AS first, block * 256 AS last FROM blocks
    UNION ALL SELECT block * 256 + 1, $3::bigint FROM covered WHERE $5::bigint IS NULL
  ), paid AS MATERIALIZED (
    SELECT p.seq, min(p.n) AS n, p.debt_id AS debt, sum(p.amount) AS amount
      FROM ranges r CROSS JOIN LATERAL (
        SELECT * FROM postings p WHERE p.org_id = $1 AND p.seq >= r.first AND p.seq <= r.last AND p.seq <= $3::bigint
          AND p.grant_id = $2 AND p.to_bucket = 'spent' OFFSET 0) p
      GROUP BY p.seq, p.debt_id
      HAVING p.seq < $3::bigint OR min(p.n) > $4::integer
      ORDER BY p.seq DESC, n LIMIT $7
  )
  SELECT (SELECT json_agg(json_build_object('seq', seq, 'n', n, 'debt', debt, 'amount', amount::text)
        ORDER BY seq DESC, n) FROM paid) AS paid,
    CASE WHEN (SELECT count(*) FROM blocks) = $6 THEN (SELECT min(block) FROM blocks) END AS lowest`;

/** The charges of the entries `$2` and the debts `$3`, in their order. */
const LINES = `
  WITH paid AS MATERIALIZED (
    SELECT seq, debt_id, n FROM unnest($2::bigint[], $3::uuid[]) WITH ORDINALITY AS u (seq, debt_id, n)
  ), named AS MATERIALIZED (
    SELECT paid.n, e.seq, e.at, paid.debt_id IS NOT NULL AS paid_debt,
        CASE WHEN paid.debt_id IS NULL THEN e.cause_id ELSE d.charge_id END AS charge_id
      FROM paid JOIN entries e ON e.org_id = $1 AND e.seq = paid.seq
        LEFT JOIN debts d ON d.org_id = $1 AND d.id = paid.debt_id
  )
  SELECT json_build_object('seq', p.seq, 'at', instant_ms(p.at), 'paidDebt', p.paid_debt,
      'charge', CASE WHEN c.id IS NULL THEN NULL ELSE json_build_object('charge', c.id, 'seq', ce.seq, 'amount', c.amount::text,
        'job', j.ref, 'resource', c.resource, 'project', c.project, 'member', c.member) END) AS line
    FROM named p
      LEFT JOIN LATERAL (SELECT * FROM charges WHERE org_id = $1 AND id = p.charge_id LIMIT 1) c ON true
      LEFT JOIN entries ce ON ce.org_id = $1 AND ce.cause_id = c.id AND ce.leg = 1 AND ce.cause_type = 'charge'
      LEFT JOIN jobs j ON j.org_id = $1 AND j.id = c.job_id
    ORDER BY p.n`;
