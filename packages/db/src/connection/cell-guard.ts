import type { ClientBase } from "pg";
import { TransientError } from "./errors.ts";

/** A cell that is refused is looked at again after this time. */
const RETRY_AFTER_MS = 5_000;

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

/** What a process knows of a cell that hangs: its database accepts connections and does not answer. */
export interface CellWatch {
  /** Whether the cell hangs, as far as it is known. A cell that hangs is asked again in the background. */
  hangs(): boolean;
  /** Takes the cell for one that hangs until it answers, and asks it in the background. */
  suspect(): void;
  /** Asks the cell now. @returns whether it answers in time, and serves */
  answers(): Promise<boolean>;
}

/** Keeps a process from using the database of a cell that is not the cell, or is an old state of it. */
export interface CellGuard {
  /** @throws TransientError `unavailable` if the database of the cell is refused */
  require(cell: string): void;
  /** The check of new connections to the database of a cell. */
  verifierOf(cell: string): VerifyConnection;
  /** Whether a cell hangs. */
  watchOf(cell: string): CellWatch;
}

/** The database at the address of a cell must not serve. The log says why; callers learn only that it does not serve. */
export function refusedCell(cell: string): TransientError {
  return new TransientError(
    "unavailable",
    `The database of this organization, the cell ${cell}, does not serve at the moment. Try again later.`,
    RETRY_AFTER_MS,
  );
}
