import type { Bucket, Posting } from "@scrip/domain/ledger";
import type pg from "pg";
import { amount, amountOrNull, type Cells, ms, readRows, text, whole } from "./read.ts";
import type { Opening, OpeningEntry } from "./replay/opening.ts";

/** An organization, and the last entry whose values are accepted as stored. */
export interface UpTo {
  readonly orgId: string;
  readonly seq: number;
}

/** Counts the entries that each organization had before an instant (milliseconds), in the order of `orgIds`. */
export async function readNumbersBefore(pool: pg.Pool, orgIds: readonly string[], at: number): Promise<number[]> {
  const rows = await readRows(pool, NUMBERS, [orgIds, new Date(at).toISOString()]);
  return rows.map(([seq]) => whole(seq));
}

const NUMBERS = `
  SELECT entries_before(o.org_id, $2::timestamptz) FROM unnest($1::uuid[]) WITH ORDINALITY AS o (org_id, n) ORDER BY o.n`;

/** Adds up each organization's entries up to `seq`. An organization without that entry is absent from the result. */
export async function readOpenings(pool: pg.Pool, upTo: readonly UpTo[]): Promise<Map<string, Opening>> {
  const values = [upTo.map(({ orgId }) => orgId), upTo.map(({ seq }) => seq)];
  const [entries, sums, legs, placed] = await Promise.all(
    [ENTRIES, SUMS, LEGS, PLACED].map((sql) => readRows(pool, sql, values)),
  );
  const sumsOf = byOrganization(sums);
  const legsOf = byOrganization(legs);
  const placedOf = byOrganization(placed);
  return new Map(
    entries?.map((row) => {
      const orgId = text(row[0]);
      const opening: Opening = {
        entry: readEntry(row),
        sums: sumsOf(orgId).map(readSum),
        legs: legsOf(orgId).map(([, causeType, causeId, count, last]) => {
          const type = text(causeType) as Opening["legs"][number]["causeType"];
          return { causeType: type, causeId: text(causeId), count: whole(count), last: whole(last) };
        }),
        placed: placedOf(orgId).map(([, holdId, credit]) => ({ holdId: text(holdId), amount: amount(credit) })),
        charged: amountOrNull(row[7]) ?? 0n,
      };
      return [orgId, opening];
    }),
  );
}

const UP_TO = "unnest($1::uuid[], $2::bigint[]) AS r (org_id, seq)";

const ENTRIES = `
  SELECT e.org_id, e.seq, ${ms("e.at")}, encode(e.hash, 'hex'), e.available, e.reserved, e.owed,
    (SELECT coalesce(sum(f.charged), 0) FROM entries f WHERE f.org_id = r.org_id AND f.seq <= r.seq)
      + (SELECT coalesce(sum(c.amount), 0) FROM entries f JOIN job_charges c ON c.org_id = f.org_id AND c.id = f.cause_id
        WHERE f.org_id = r.org_id AND f.seq <= r.seq AND f.cause_type = 'charge' AND f.charged IS NULL)
  FROM ${UP_TO} JOIN entries e ON e.org_id = r.org_id AND e.seq = r.seq`;

const SUMS = `
  SELECT r.org_id, s.* FROM ${UP_TO} CROSS JOIN LATERAL (
    SELECT min(seq) AS first, from_bucket, to_bucket, sum(amount), grant_id, hold_id, debt_id FROM postings
    WHERE org_id = r.org_id AND seq <= r.seq GROUP BY from_bucket, to_bucket, grant_id, hold_id, debt_id) AS s
  ORDER BY r.org_id, s.first`;

const LEGS = `
  SELECT r.org_id, s.* FROM ${UP_TO} CROSS JOIN LATERAL (
    SELECT cause_type, cause_id, count(*), max(leg) FROM entries
    WHERE org_id = r.org_id AND seq <= r.seq AND cause_type <> 'charge' GROUP BY cause_type, cause_id) AS s`;

const PLACED = `
  SELECT r.org_id, s.* FROM ${UP_TO} CROSS JOIN LATERAL (
    SELECT e.cause_id, coalesce(sum(p.amount), 0) FROM entries e
      LEFT JOIN postings p ON p.org_id = e.org_id AND p.seq = e.seq AND p.to_bucket = 'held'
    WHERE e.org_id = r.org_id AND e.seq <= r.seq AND e.kind = 'hold_placed' GROUP BY e.cause_id) AS s`;

function byOrganization(rows: Cells[] = []): (orgId: string) => Cells[] {
  const groups = Map.groupBy(rows, ([orgId]) => orgId);
  return (orgId) => groups.get(orgId) ?? [];
}

function readEntry([, seq, at, hash, available, reserved, owed]: Cells): OpeningEntry {
  const balances = { available: amount(available), reserved: amount(reserved), owed: amount(owed) };
  return { seq: whole(seq), at: whole(at), hash: text(hash), ...balances };
}

function readSum([, first, from, to, credit, grantId, holdId, debtId]: Cells): Posting & { seq: number } {
  return {
    seq: whole(first),
    from: text(from) as Bucket,
    to: text(to) as Bucket,
    amount: amount(credit),
    grantId: grantId ?? null,
    holdId: holdId ?? null,
    debtId: debtId ?? null,
  };
}
