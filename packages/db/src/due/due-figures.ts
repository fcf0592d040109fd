import type { OrganizationsSource } from "../connection/home-source.ts";
import { inEveryCell } from "../connection/in-home.ts";

/** Figures of the due work of all organizations on PostgreSQL's clock. */
export interface DueFigures {
  /** For how long the oldest work that is not parked has been due; 0 if no work is due. */
  readonly oldestSeconds: number;
  /** Pieces of work that are due now and not parked. */
  readonly due: number;
  readonly parked: number;
}

/** @param worker of the worker's role, which alone sees due work across organizations */
export async function dueFigures(worker: OrganizationsSource): Promise<DueFigures> {
  const figures = await figuresOf<DueFigures>(
    worker,
    `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(due_at)), 0)::float8 AS "oldestSeconds",
        count(*)::int AS due, (SELECT count(*)::int FROM due WHERE parked_at IS NOT NULL) AS parked
      FROM due WHERE NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp()`,
  );
  return { ...inAll(figures), parked: figures.reduce((sum, { parked }) => sum + parked, 0) };
}

/**
 * Figures of the work of webhooks.
 * @param worker of the worker's role, which alone sees due work across organizations
 */
export async function webhookFigures(worker: OrganizationsSource): Promise<Waiting> {
  const figures = await figuresOf<Waiting>(
    worker,
    `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(due_at)), 0)::float8 AS "oldestSeconds", count(*)::int AS due
      FROM due WHERE kind = 'deliver_webhook' AND due_at <= clock_timestamp()`,
  );
  return inAll(figures);
}

type Waiting = Pick<DueFigures, "due" | "oldestSeconds">;

/** Reads the one row of figures of each cell that answers. */
async function figuresOf<Figures>(worker: OrganizationsSource, sql: string): Promise<Figures[]> {
  const rows = await inEveryCell(worker, (cell) => cell.query<Figures[]>(sql), { ifAway: "leave_out" });
  return rows.flat();
}

function inAll(figures: readonly Waiting[]): Waiting {
  return {
    oldestSeconds: Math.max(0, ...figures.map(({ oldestSeconds }) => oldestSeconds)),
    due: figures.reduce((sum, { due }) => sum + due, 0),
  };
}

/** The next instant at which work is due. */
export interface NextDue {
  /** Milliseconds since 1970, by PostgreSQL's clock. */
  readonly at: number;
  /** Milliseconds until then by the same clock; below zero if it has passed. */
  readonly inMs: number;
}

/** @returns `null` if no work is planned. Work that failed is left out: it waits for its own next try. */
export async function nextDue(worker: OrganizationsSource): Promise<NextDue | null> {
  const next = await figuresOf<NextDue>(
    worker,
    `SELECT (extract(epoch FROM due_at) * 1000)::float8 AS at,
        (extract(epoch FROM due_at - clock_timestamp()) * 1000)::float8 AS "inMs"
      FROM due WHERE NOT on_test_clock AND parked_at IS NULL AND tries = 0 ORDER BY due_at, ref_id LIMIT 1`,
  );
  return next.sort((a, b) => a.inMs - b.inMs)[0] ?? null;
}
