import type { Pool } from "pg";
import type { PlatformSource, PlatformTx } from "../../connection/home-source.ts";
import type { Query } from "../../connection/query.ts";
import { onPool } from "../../connection/transaction.ts";
import { identityOn, whyRefused } from "../cell-identity.ts";
import { ListedCellEntity } from "../listed-cell.entity.ts";
import { CellNotComparable } from "./cell-not-comparable.ts";
import {
  type CellReport,
  CLAIM_KINDS,
  type ClaimKind,
  type LostArrival,
  type LostClaim,
  type LostDeparture,
  type LostEntries,
} from "./cell-report.ts";
import { findArrivals, findLeaving, withoutArrived } from "./find-movers.ts";
import { findFormerMembers } from "./former-members.ts";
import { inPages } from "./in-pages.ts";
import { lostClaims } from "./lost-claims.ts";
import { requireAllRows } from "./require-all-rows.ts";

/** An organization and its last entry, from a signed list. */
export interface ListedHead {
  readonly orgId: string;
  readonly seq: number;
}

/** The connections of a comparison, as the owner, and what it compares with. */
export interface CompareTerms {
  readonly cell: string;
  readonly platform: PlatformSource;
  readonly inCell: Pool;
  /** The other cells that the caller knows. */
  readonly others: ReadonlyMap<string, Pool>;
  /** The heads of a signed list; `null` without one. */
  readonly heads: readonly ListedHead[] | null;
}

/** The condition that an organization `r` of the registry lives in the cell `$1`. */
const OF_CELL = "coalesce(r.cell, (SELECT name FROM cells WHERE is_first)) = $1";

/**
 * Compares the database at the address of a cell with the platform. It changes nothing.
 * @throws CellNotComparable
 * @source docs/operate/restore.md#restore-one-cell
 */
export async function compareCell(terms: CompareTerms): Promise<CellReport> {
  const { cell, platform, inCell } = terms;
  const listed = await platform.repository(ListedCellEntity).findOneBy({ name: cell });
  if (listed === null) throw new CellNotComparable(`The platform lists no cell ${cell}.`);
  const found = await identityOn(inCell);
  if (found.name !== cell) throw new CellNotComparable(whyRefused(cell, listed, found) ?? "");
  const query = onPool(inCell);
  await requireAllRows(query, cell);
  return platform.transaction(async (tx) => {
    const lacking = await findLacking(tx, query, cell);
    const leaving = await findLeaving(tx, query, terms);
    const { arrivals, away } = await findArrivals(tx, query, terms);
    const known = new Set([...arrivals, ...leaving].map(({ orgId }) => orgId));
    const [{ organizations }] = (await query({
      text: "SELECT count(*)::int AS organizations FROM organizations WHERE moved_to IS NULL",
      values: [],
    })) as unknown as [{ organizations: number }];
    const elsewhere = await findElsewhere(tx, query, cell);
    const { unregistered } = elsewhere;
    const arriving = new Set(arrivals.map(({ orgId }) => orgId));
    const gone = elsewhere.departures.filter(({ orgId }) => !arriving.has(orgId));
    const departures = [...(await withoutArrived(tx, terms, gone)), ...leaving.filter(({ livesHere }) => livesHere)];
    const why = whyRefused(cell, listed, found);
    const claims: Partial<Record<ClaimKind, readonly LostClaim[]>> = {};
    for (const kind of CLAIM_KINDS)
      claims[kind] = await lostClaims({ platform: tx, inCell: query, ofCell: OF_CELL }, cell, kind);
    return {
      cell,
      found,
      listed,
      why,
      organizations: organizations - departures.length,
      missing: lacking.filter((orgId) => !known.has(orgId)),
      arrivals,
      departures: departures.map(({ orgId, to }) => ({ orgId, to })),
      unregistered,
      claims: claims as CellReport["claims"],
      // A cell that serves is not older than the platform, which may have been restored itself.
      formerMembers: why === null ? [] : await findFormerMembers(tx, query),
      entries: terms.heads === null ? null : await findBehind(query, terms.heads, arrivals),
      away,
    };
  }, "REPEATABLE READ");
}

/** The organizations that the platform registers in the cell, and that do not live in its database. */
async function findLacking(tx: PlatformTx, query: Query, cell: string): Promise<readonly string[]> {
  const text = `SELECT r.org_id AS "orgId" FROM organization_registry r WHERE ${OF_CELL} AND NOT EXISTS (
    SELECT FROM platform_due WHERE kind = 'create_organization' AND ref = r.org_id::text)`;
  const lacking: string[] = [];
  for await (const page of inPages<{ orgId: string }>(tx, { text, values: [cell] })) {
    const rows = await query({
      text: `SELECT w.org_id::text AS "orgId" FROM unnest($1::uuid[]) AS w (org_id)
        WHERE NOT EXISTS (SELECT FROM organizations o WHERE o.org_id = w.org_id AND moved_to IS NULL)`,
      values: [page.map(({ orgId }) => orgId)],
    });
    lacking.push(...rows.map(({ orgId }) => String(orgId)));
  }
  return lacking;
}

/** The organizations that live in the database, and that the platform has in another cell, or in none. */
async function findElsewhere(
  tx: PlatformTx,
  query: Query,
  cell: string,
): Promise<Pick<CellReport, "departures" | "unregistered">> {
  const departures: LostDeparture[] = [];
  const unregistered: string[] = [];
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const page = await query({
      text: "SELECT org_id::text AS id FROM organizations WHERE moved_to IS NULL AND org_id > $1 ORDER BY org_id LIMIT 5000",
      values: [after],
    });
    const orgIds = page.map(({ id }) => String(id));
    const elsewhere = await tx.query<{ orgId: string; to: string | null }[]>(
      `SELECT w.org_id AS "orgId",
          CASE WHEN r.org_id IS NOT NULL THEN coalesce(r.cell, (SELECT name FROM cells WHERE is_first)) END AS to
        FROM unnest($2::uuid[]) AS w (org_id) LEFT JOIN organization_registry r USING (org_id)
        WHERE r.org_id IS NULL OR NOT ${OF_CELL}`,
      [cell, orgIds],
    );
    for (const { orgId, to } of elsewhere)
      if (to === null) unregistered.push(orgId);
      else departures.push({ orgId, to });
    const last = orgIds.at(-1);
    if (last === undefined) return { departures, unregistered };
    after = last;
  }
}

/**
 * The organizations of a signed list that have fewer entries in the database, or in the archive from which they come back.
 * One that is in no cell is listed elsewhere.
 */
async function findBehind(
  query: Query,
  heads: readonly ListedHead[],
  arrivals: readonly LostArrival[],
): Promise<readonly LostEntries[]> {
  const archived = new Map(arrivals.map(({ orgId, seq }) => [orgId, seq]));
  const behind = heads.flatMap(({ orgId, seq: to }) => {
    const seq = archived.get(orgId);
    return seq === undefined || seq >= to ? [] : [{ orgId, from: seq + 1, to }];
  });
  const others = heads.filter(({ orgId }) => !archived.has(orgId));
  const rows = await query({
    text: `SELECT o.org_id::text AS "orgId", (o.seq + 1)::text AS from, w.seq::text AS to
      FROM unnest($1::uuid[], $2::bigint[]) AS w (org_id, seq) JOIN organizations o USING (org_id)
      WHERE o.moved_to IS NULL AND o.seq < w.seq ORDER BY o.org_id`,
    values: [others.map(({ orgId }) => orgId), others.map(({ seq }) => seq)],
  });
  return [
    ...behind,
    ...rows.map(({ orgId, from, to }) => ({ orgId: String(orgId), from: Number(from), to: Number(to) })),
  ];
}
