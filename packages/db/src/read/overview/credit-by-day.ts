import type { Instant } from "@scrip/domain/ledger";
import type { Micros } from "@scrip/domain/money";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import type { Books } from "../../ledger/run-batch.ts";
import { entriesBefore } from "./entries-before.ts";
import { type Outlook, readOutlook } from "./read-outlook.ts";
import { spentBetween } from "./spent-between.ts";

/** Credit and debt at the end of a day, in micro-USD. */
export interface CreditAtEnd {
  readonly promotional: Micros;
  readonly paid: Micros;
  readonly owed: Micros;
}

/** The past days, and the data for a forecast. */
export interface CreditRead extends Outlook {
  /** Credit at the end of each day before today, oldest first. */
  readonly ends: readonly CreditAtEnd[];
  /** Micro-USD used on each day, oldest first; the last one is today. */
  readonly spent: readonly Micros[];
}

/**
 * Reads credit at the ends of days, and the usage of each day. The length of the history does not decide the cost: the
 * last entry before each end has the available and owed amounts, and the marks of grants have the promotional part.
 * @param startsOf returns the starts of the days, ascending, for the organization's time; the last day is today
 * @throws OrganizationMissing
 */
export async function readCreditByDay(
  organizations: OrganizationsSource,
  books: Books,
  orgId: string,
  startsOf: (now: Instant) => readonly Instant[],
): Promise<CreditRead> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const outlook = await readOutlook(query, books, orgId);
    const { ledger, now } = outlook.look;
    const starts = startsOf(Math.max(now, ledger.at));
    const ends = await creditAtEnds(query, orgId, starts.slice(1));
    return { ...outlook, ends, spent: await spentBetween(query, orgId, await entriesBefore(query, ledger, starts)) };
  });
}

/** What `ENDS` reads of one end: amounts in digits of micro-USD. */
interface EndRow {
  readonly available: string;
  readonly owed: string;
  /** The promotional credit at the last mark; `null` if the previous end is nearer. */
  readonly marked: string | null;
  /** The change of promotional credit since that mark or since the previous end. */
  readonly moved: string;
}

async function creditAtEnds(query: Query, orgId: string, instants: readonly Instant[]): Promise<CreditAtEnd[]> {
  const ends = instants.map((instant) => new Date(instant).toISOString());
  const rows = (await query({ text: ENDS, values: [orgId, ends] })) as unknown as readonly EndRow[];
  let promotional = 0n;
  return rows.map(({ available, owed, marked, moved }) => {
    promotional = (marked === null ? promotional : BigInt(marked)) + BigInt(moved);
    return { promotional, paid: BigInt(available) - promotional, owed: BigInt(owed) };
  });
}

/**
 * Each end begins at the last mark before it, or at the previous end if that is later, so no entry is read twice. A
 * mark of a grant has its counters; the promotional credit at a mark is the credit at the first one and the differences
 * since.
 */
export const ENDS = `
  WITH numbered AS MATERIALIZED (
    SELECT n, entries_before($1, at) AS seq FROM unnest($2::timestamptz[]) WITH ORDINALITY AS u (at, n)
  ), blocked AS MATERIALIZED (
    SELECT n, seq, lag(seq) OVER (ORDER BY n) AS previous, coalesce((SELECT m.block FROM marked_blocks m
        WHERE m.org_id = $1 AND m.block <= numbered.seq / 256 ORDER BY m.block DESC LIMIT 1), 0) AS block
      FROM numbered
  ), ends AS MATERIALIZED (
    SELECT n, seq, block, coalesce(previous, -1) < block * 256 OR n = 1 AS is_marked,
        greatest(previous, block * 256) AS base
      FROM blocked
  ), range AS MATERIALIZED (
    SELECT min(block) AS first, max(block) AS last FROM ends
  ), stood AS MATERIALIZED (
    SELECT g.id, coalesce((SELECT k.avail FROM grant_marks k WHERE k.org_id = $1 AND k.grant_id = g.id
        AND k.block <= (SELECT first FROM range) ORDER BY k.block DESC LIMIT 1), 0) AS avail
      FROM grants g WHERE g.org_id = $1 AND g.kind = 'promotional'
  ), changes AS MATERIALIZED (
    SELECT k.block, k.avail - coalesce(lag(k.avail) OVER (PARTITION BY k.grant_id ORDER BY k.block), s.avail) AS amount
      FROM stood s JOIN grant_marks k ON k.org_id = $1 AND k.grant_id = s.id
        AND k.block > (SELECT first FROM range) AND k.block <= (SELECT last FROM range)
  )
  SELECT coalesce(e.available, 0)::text AS available, coalesce(e.owed, 0)::text AS owed,
      CASE WHEN ends.is_marked THEN ((SELECT coalesce(sum(avail), 0) FROM stood)
        + (SELECT coalesce(sum(c.amount), 0) FROM changes c WHERE c.block <= ends.block))::text END AS marked,
      (SELECT coalesce(sum(CASE WHEN p.to_bucket = 'avail' THEN p.amount ELSE -p.amount END), 0)
        FROM postings p JOIN grants g ON g.org_id = $1 AND g.id = p.grant_id AND g.kind = 'promotional'
        WHERE p.org_id = $1 AND p.seq > ends.base AND p.seq <= ends.seq
          AND (p.to_bucket = 'avail' OR p.from_bucket = 'avail'))::text AS moved
    FROM ends LEFT JOIN entries e ON e.org_id = $1 AND e.seq = ends.seq ORDER BY ends.n`;
