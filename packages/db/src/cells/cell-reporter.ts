import { refusedCell } from "../connection/cell-guard.ts";
import type { CellSource, PlatformSource } from "../connection/home-source.ts";
import { acrossOrganizations, inPlatform } from "../connection/in-home.ts";
import { LEDGER_ROLE } from "../connection/roles.ts";
import { identityOf } from "./cell-identity.ts";

/** Up to so many organizations are counted; of more, PostgreSQL's own estimate is taken. */
const COUNTED = 200_000;

/** What the reporter needs. */
export interface ReporterTerms {
  /** As the worker's role. */
  readonly platform: PlatformSource;
  /** The last migration of a cell. */
  readonly schemaVersionOf: (cell: CellSource) => Promise<string | null>;
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
}

/**
 * Counts the epoch of cells up, and writes what workers report about them into the platform's list. The epoch grows in the
 * cell first, so a database that was restored is behind the list.
 * @source docs/operate/restore.md#restore-one-cell
 */
export class CellReporter {
  readonly #terms: ReporterTerms;
  /** The entries that each cell had written at an instant. */
  readonly #samples = new Map<string, { readonly at: number; readonly entries: number }>();

  constructor(terms: ReporterTerms) {
    this.#terms = terms;
  }

  /**
   * Reports one cell. In a deployment that names no cells it does nothing.
   * @param cell as the worker's role
   * @throws TransientError if the cell is behind the platform's list
   */
  async report(cell: CellSource): Promise<void> {
    if (cell.cell === null) return;
    const epoch = await this.#countUp(cell, cell.cell);
    const { systemIdentifier, timeline } = await identityOf(cell);
    const { entries, oldestDueAt, organizations } = await readFigures(cell);
    const schemaVersion = await this.#terms.schemaVersionOf(cell);
    await inPlatform(this.#terms.platform, (tx) =>
      tx.query(WRITE, [
        cell.cell,
        epoch,
        systemIdentifier,
        timeline,
        organizations,
        this.#perSecond(cell.cell ?? "", entries),
        oldestDueAt,
        schemaVersion,
      ]),
    );
  }

  /** @returns the new epoch; the platform does not have it yet */
  async #countUp(cell: CellSource, name: string): Promise<string> {
    const [listed] = await this.#terms.platform.query<{ epoch: string }[]>(
      "SELECT epoch::text FROM cells WHERE name = $1",
      [name],
    );
    const [[row]] = await acrossOrganizations(cell, (tx) =>
      tx.query<[{ epoch: string }[], number]>(
        "UPDATE cell SET epoch = epoch + 1 WHERE name = $1 AND epoch >= $2 RETURNING epoch::text",
        [name, listed?.epoch ?? 0],
      ),
    );
    if (row === undefined) throw refusedCell(name);
    return row.epoch;
  }

  /** @returns the entries per second since the last report of this process; `null` for its first one */
  #perSecond(name: string, entries: number): number | null {
    const at = this.#terms.steadyNow();
    const before = this.#samples.get(name);
    this.#samples.set(name, { at, entries });
    // PostgreSQL's counters begin anew after a crash.
    if (before === undefined || entries < before.entries || at <= before.at) return null;
    return ((entries - before.entries) * 1000) / (at - before.at);
  }
}

/** Without a new rate the last one stays. The identity of a server that is listed changes only by a reconciliation. */
const WRITE = `
  UPDATE cells SET epoch = greatest(epoch, $2), system_identifier = coalesce(system_identifier, $3),
      timeline = coalesce(timeline, $4), organizations = $5, entries_per_second = coalesce($6, entries_per_second),
      oldest_due_at = $7, schema_version = $8, reported_at = date_trunc('milliseconds', clock_timestamp())
    WHERE name = $1`;

interface Figures {
  /** Entries that were written since PostgreSQL began to count, about a second ago. */
  readonly entries: number;
  /** The due time of the oldest work that is due, without parked work and work on test clocks. */
  readonly oldestDueAt: Date | null;
  /** Organizations that live in the cell. */
  readonly organizations: string;
}

/** The role of batches sees all organizations; due work is what the worker's own role sees. */
function readFigures(cell: CellSource): Promise<Figures> {
  return acrossOrganizations(cell, async (tx) => {
    const [due] = await tx.query<[Pick<Figures, "entries" | "oldestDueAt">]>(DUE);
    await tx.query(`SET LOCAL ROLE ${LEDGER_ROLE}`);
    const [lives] = await tx.query<[Pick<Figures, "organizations">]>(LIVES, [COUNTED]);
    return { ...due, ...lives };
  });
}

const DUE = `
  SELECT pg_stat_get_tuples_inserted('entries'::regclass)::float8 AS entries,
    (SELECT min(due_at) FROM due
      WHERE NOT on_test_clock AND parked_at IS NULL AND due_at <= clock_timestamp()) AS "oldestDueAt"`;

/** The estimate counts the archives of organizations that moved away as well. */
const LIVES = `
  SELECT CASE WHEN reltuples <= $1 THEN (SELECT count(*) FROM organizations WHERE moved_to IS NULL)
      ELSE reltuples::bigint END::text AS organizations
    FROM pg_class WHERE oid = 'organizations'::regclass`;
