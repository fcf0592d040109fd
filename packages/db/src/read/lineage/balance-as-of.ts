import type { Balance, Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { countersOf, type GrantCounters, grantCounters } from "./grant-json.ts";

/** A point of an organization's past: after an entry, or at an instant. */
export type PointInTime = { readonly seq: number } | { readonly at: Instant };

/** An organization's ledger after an entry. */
export interface LedgerAsOf {
  /** The number of the entry: of the last one at the instant, or 0 before the first entry. */
  readonly seq: number;
  /** The requested instant, or that of the entry. */
  readonly at: Instant;
  /** The balance in the entry; `available` includes lapsed credit until it is swept. */
  readonly balance: Balance;
  /** The grants that had credit left, free or held, with their counters then; in no order. */
  readonly grants: readonly GrantCounters[];
  readonly catalogVersion: number;
}

/** The result of `balanceAsOf`. */
export type AsOfFound = LedgerAsOf | "entry_not_found" | "not_yet";

/**
 * Reads the ledger of an organization at a point in time. It looks up each of its grants and reads the entries of part
 * of a block, for every point and every length of the history.
 * @returns `not_yet` for an instant that the organization's time has not reached
 * @throws OrganizationMissing
 */
export async function balanceAsOf(
  organizations: OrganizationsSource,
  orgId: string,
  point: PointInTime,
): Promise<AsOfFound> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [head] = await query({ text: HEAD, values: [orgId, "at" in point ? afterwards(point.at) : null] });
    const seq = "seq" in point ? point.seq : Number(head?.seq);
    if (seq > Number(head?.last)) return "entry_not_found";
    if ("at" in point && point.at > Number(head?.now)) return "not_yet";
    const [entry] = await query({ text: ENTRY, values: [orgId, seq] });
    const balance = balanceOf(entry?.balance);
    const at = "at" in point ? point.at : Number(entry?.at);
    const grants = await grantsAsOf(query, orgId, seq, entry === undefined ? null : Number(entry.at));
    return { seq, at, balance, grants, catalogVersion: Number(head?.catalog_version) };
  });
}

/** The grants in effect at an entry, with their counters after it. */
async function grantsAsOf(query: Query, orgId: string, seq: number, at: Instant | null): Promise<GrantCounters[]> {
  if (at === null) return [];
  const rows = await query({ text: GRANTS, values: [orgId, seq, new Date(at).toISOString()] });
  return rows.map((row) => countersOf(row.counters));
}

/** `entries_before` leaves out the entries at the instant itself, which belong to the result. */
function afterwards(at: Instant): string {
  return new Date(at + 1).toISOString();
}

function balanceOf(json: unknown): Balance {
  const { available = "0", reserved = "0", owed = "0" } = (json ?? {}) as Record<string, string>;
  return { available: BigInt(available), reserved: BigInt(reserved), owed: BigInt(owed) };
}

const HEAD = `
  SELECT seq AS last, catalog_version, CASE WHEN $2::timestamptz IS NULL THEN 0 ELSE entries_before($1, $2) END AS seq,
    instant_ms(greatest(at, coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())))) AS now
  FROM organizations WHERE org_id = $1`;

const ENTRY = `
  SELECT instant_ms(at) AS at,
    json_build_object('available', available::text, 'reserved', reserved::text, 'owed', owed::text) AS balance
  FROM entries WHERE org_id = $1 AND seq = $2`;

/**
 * Adds the last mark of each grant, up to the last marked block before the entry, and the moves of the entries since. A
 * grant with neither did not exist yet.
 */
export const GRANTS = `
  WITH marked AS MATERIALIZED (
    SELECT coalesce((SELECT block FROM marked_blocks WHERE org_id = $1 AND block <= $2::bigint / 256
      ORDER BY block DESC LIMIT 1), 0) AS block
  ), since AS MATERIALIZED (
    SELECT * FROM grant_moves($1, (SELECT block * 256 FROM marked), $2::bigint)
  ), stood AS (
    SELECT g.*, coalesce(k.avail, 0) + coalesce(s.avail, 0) AS was_avail, coalesce(k.held, 0) + coalesce(s.held, 0) AS was_held,
        coalesce(k.spent, 0) + coalesce(s.spent, 0) AS was_spent, coalesce(k.expired, 0) + coalesce(s.expired, 0) AS was_expired,
        coalesce(k.revoked, 0) + coalesce(s.revoked, 0) AS was_revoked
      FROM grants g
        LEFT JOIN LATERAL (SELECT * FROM grant_marks m WHERE m.org_id = $1 AND m.grant_id = g.id
          AND m.block <= (SELECT block FROM marked) ORDER BY m.block DESC LIMIT 1) k ON true
        LEFT JOIN since s ON s.grant_id = g.id
      WHERE g.org_id = $1 AND g.effective_at <= $3
  )
  SELECT ${grantCounters("c")} AS counters FROM stood g CROSS JOIN LATERAL (SELECT g.was_avail AS avail, g.was_held AS held,
      g.was_spent AS spent, g.was_expired AS expired, g.was_revoked AS revoked) c
    WHERE c.avail + c.held > 0`;
