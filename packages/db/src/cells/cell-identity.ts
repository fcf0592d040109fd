import type { ClientBase } from "pg";
import type { CellSource } from "../connection/home-source.ts";

/** What the database at the address of a cell says of itself. */
export interface FoundIdentity {
  /** `null` if the database is no cell. */
  readonly name: string | null;
  /** 0 if the database is no cell. */
  readonly epoch: number;
  readonly systemIdentifier: string;
  /** `null` while the server is a standby or recovers. */
  readonly timeline: number | null;
}

/** What is known of a cell: from the platform's list, and from the connections of this process. */
export interface KnownIdentity {
  /** The greatest epoch that the cell is known to have reached. */
  readonly epoch: number;
  /** `null` before a worker has reported them. */
  readonly systemIdentifier: string | null;
  readonly timeline: number | null;
}

interface IdentityRow {
  readonly name: string | null;
  readonly epoch: string | null;
  readonly system_identifier: string;
  readonly timeline: number | null;
}

/** The timeline is that of new changes: after a promotion, the control file has the former one until a checkpoint. */
const IDENTITY = `
  SELECT (SELECT name FROM cell) AS name, (SELECT epoch::text FROM cell) AS epoch, system_identifier::text,
      CASE WHEN NOT pg_is_in_recovery()
        THEN ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int END AS timeline
    FROM pg_control_system()`;

/** Asks the database at the address of a cell, on a connection of its pool. */
export async function identityOf(cell: Pick<CellSource, "query">): Promise<FoundIdentity> {
  const [row] = await cell.query<[IdentityRow]>(IDENTITY);
  return found(row);
}

/** Asks the database on a connection of the driver. */
export async function identityOn(client: Pick<ClientBase, "query">): Promise<FoundIdentity> {
  const { rows } = await client.query<IdentityRow>(IDENTITY);
  const [row] = rows;
  if (row === undefined) throw new Error("the database did not say what it is");
  return found(row);
}

function found({ name, epoch, system_identifier: systemIdentifier, timeline }: IdentityRow): FoundIdentity {
  return { name, epoch: Number(epoch ?? 0), systemIdentifier, timeline };
}

/**
 * Says why the database at the address of a cell must not serve.
 * @returns in words for operators; `null` if it may serve
 * @source docs/operate/restore.md#restore-one-cell
 */
export function whyRefused(cell: string, known: KnownIdentity, is: FoundIdentity): string | null {
  if (is.name === null) return "Its database is no cell: `scrip cells add` names it.";
  if (is.name !== cell) return `Its address in SCRIP_CELLS leads to the database of the cell ${is.name}.`;
  if (is.timeline === null) return "Its server is a standby, or recovers, and takes no changes.";
  const then = `Run \`scrip cells reconcile ${cell}\`.`;
  if (is.epoch < known.epoch)
    return `Its database is at epoch ${is.epoch} and was at ${known.epoch} before, so it was restored. ${then}`;
  const isOther =
    (known.systemIdentifier !== null && known.systemIdentifier !== is.systemIdentifier) ||
    (known.timeline !== null && known.timeline !== is.timeline);
  if (isOther)
    return `Its server is ${serverName(is)} and was ${serverName(known)} before, so it was restored, or a standby took over. ${then}`;
  return null;
}

function serverName({ systemIdentifier, timeline }: Pick<KnownIdentity, "systemIdentifier" | "timeline">): string {
  return `${systemIdentifier ?? "?"}/${timeline ?? "?"}`;
}
