import type { DueKind } from "@scrip/domain/due";
import type { Pool } from "pg";
import type { OrganizationsTx } from "../connection/home-source.ts";
import type { DueWork } from "./due-work.ts";

/** Rows of one page. */
const PAGE = 500;

/** The place before every row. */
const FIRST: DueCursor = { dueAt: "-infinity", rank: 0, refId: "00000000-0000-0000-0000-000000000000" };

/** The place of a row in the order of due work. */
export interface DueCursor {
  /** As text, since PostgreSQL counts microseconds. */
  readonly dueAt: string;
  /** The place of its kind among the work of one instant. */
  readonly rank: number;
  readonly refId: string;
}

/** A piece of due work with its place, from which a page can go on. */
export interface PlacedWork extends DueWork {
  readonly place: DueCursor;
}

/** Due work of one organization, in the order of (due_at, rank of the kind, id). */
export interface DuePage {
  readonly works: readonly PlacedWork[];
  /** Where the next page begins; `null` after the last one. */
  readonly next: DueCursor | null;
}

/**
 * Reads due work of an organization on PostgreSQL's clock. Parked work is left out.
 * @param pool of the worker's role, which alone sees due work across organizations
 * @param after `null` for the first page
 */
export async function duePage(pool: Pool, orgId: string, after: DueCursor | null): Promise<DuePage> {
  const { dueAt, rank, refId } = after ?? FIRST;
  const { rows } = await pool.query<{ kind: DueKind; ref_id: string; due_at: string; rank: number }>({
    name: "ledger-due-of-organization",
    text: `SELECT kind, ref_id, due_at::text AS due_at, due_rank(kind) AS rank FROM due
      WHERE org_id = $1 AND NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp()
        AND (due_at, due_rank(kind), ref_id) > ($2::timestamptz, $3::integer, $4::uuid)
      ORDER BY due_at, due_rank(kind), ref_id LIMIT ${PAGE}`,
    values: [orgId, dueAt, rank, refId],
  });
  const works = rows.map((row) => ({
    orgId,
    kind: row.kind,
    refId: row.ref_id,
    place: { dueAt: row.due_at, rank: row.rank, refId: row.ref_id },
  }));
  return { works, next: works.length < PAGE ? null : (works.at(-1)?.place ?? null) };
}

/**
 * Lists the organizations on PostgreSQL's clock that have due work. Parked work is left out.
 * @param tx of the worker's role, which alone sees due work across organizations
 */
export async function organizationsWithDue(tx: OrganizationsTx): Promise<readonly string[]> {
  const rows: { org_id: string }[] = await tx.query(
    `SELECT DISTINCT org_id FROM due
      WHERE NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp() ORDER BY org_id`,
  );
  return rows.map(({ org_id: orgId }) => orgId);
}
