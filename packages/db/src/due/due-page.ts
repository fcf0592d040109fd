import type { DueKind } from "@scrip/domain/due";
import type { Pool } from "pg";
import type { OrganizationsTx } from "../connection/home-source.ts";
import type { DueWork } from "./due-work.ts";
import { Gathered } from "./gathered.ts";

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
 * Reads due work of an organization on PostgreSQL's clock. Parked work is left out. Pages that are asked for at once are
 * read together: many organizations have work at the same instant.
 * @param pool of the worker's role, which alone sees due work across organizations
 * @param after `null` for the first page
 */
export function duePage(pool: Pool, orgId: string, after: DueCursor | null): Promise<DuePage> {
  const readers = reading.get(pool) ?? new Gathered((wanted: readonly Wanted[]) => readPages(pool, wanted));
  reading.set(pool, readers);
  return readers.get({ orgId, after: after ?? FIRST });
}

interface Wanted {
  readonly orgId: string;
  readonly after: DueCursor;
}

const reading = new WeakMap<Pool, Gathered<Wanted, DuePage>>();

interface Found {
  readonly place: number;
  readonly kind: DueKind;
  readonly ref_id: string;
  readonly due_at: string;
  readonly rank: number;
}

/**
 * `OFFSET 0` leaves the planner one way to the rows: by the organization. Otherwise it may look for them among all rows that
 * fell due at the same instant.
 */
export const PAGES = `
  SELECT a.place::integer AS place, d.kind, d.ref_id, d.due_at::text AS due_at, d.rank
  FROM unnest($1::uuid[], $2::timestamptz[], $3::integer[], $4::uuid[]) WITH ORDINALITY
      AS a (org_id, due_at, rank, ref_id, place)
    CROSS JOIN LATERAL (SELECT kind, ref_id, due_at, due_rank(kind) AS rank
      FROM (SELECT * FROM due WHERE org_id = a.org_id OFFSET 0) AS own
      WHERE NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp()
        AND (due_at, due_rank(kind), ref_id) > (a.due_at, a.rank, a.ref_id)
      ORDER BY due_at, due_rank(kind), ref_id LIMIT ${PAGE}) AS d
  ORDER BY a.place, d.due_at, d.rank, d.ref_id`;

async function readPages(pool: Pool, wanted: readonly Wanted[]): Promise<DuePage[]> {
  const { rows } = await pool.query<Found>({
    name: "ledger-due-of-organizations",
    text: PAGES,
    values: [
      wanted.map(({ orgId }) => orgId),
      wanted.map(({ after }) => after.dueAt),
      wanted.map(({ after }) => after.rank),
      wanted.map(({ after }) => after.refId),
    ],
  });
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return wanted.map(({ orgId }, index) => pageOf(orgId, byPlace.get(index + 1) ?? []));
}

function pageOf(orgId: string, rows: readonly Found[]): DuePage {
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
