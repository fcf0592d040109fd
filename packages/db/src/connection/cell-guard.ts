import type { ClientBase } from "pg";

/** Checks a new connection before it serves, as pg-pool asks for it. */
export type VerifyConnection = (client: ClientBase, done: (refused?: Error) => void) => void;

/**
 * What a process knows of a cell: `serving`; `away`, if its database does not answer; `refused`, if its database answers
 * and must not serve; `unknown`, if the platform lists the cell and the process has no address of it.
 */
export type CellCondition = "serving" | "away" | "refused" | "unknown";

/** The condition of one cell, as one process sees it. */
export interface CellState {
  readonly cell: string;
  readonly condition: CellCondition;
  /** Why it does not serve, for operators; `null` if it serves. */
  readonly why: string | null;
}

/** Keeps a process from using the database of a cell that is not the cell, or is an old state of it. */
export interface CellGuard {
  /** @throws TransientError `unavailable` if the database of the cell is refused */
  require(cell: string): void;
  /** The check of new connections to the database of a cell. */
  verifierOf(cell: string): VerifyConnection;
}
