import { setTimeout as sleep } from "node:timers/promises";
import { OrganizationMissing, OrganizationMoved, TransientError } from "./errors.ts";
import type { Whereabouts } from "./require-here.ts";

/** Says in which cell each organization lives. */
export interface WhereIs {
  /** The name of the cell, as far as this process knows. An organization that nobody registered is in the first cell. */
  cellOf(orgId: string): string | Promise<string>;
  /** Notes that an organization is in this cell now; with `null`, that what is known may be wrong. */
  learn(orgId: string, cell: string | null): void;
}

/** Units follow an organization that moves so often; a move that takes longer is left to the caller's next try. */
const MOST_TRIES = 8;
const FIRST_PAUSE_MS = 10;
const RETRY_AFTER_MS = 500;

/**
 * Runs a unit of work with the cell where an organization lives. If the organization has moved, runs it again with the
 * cell to which it went. A unit that finds that out has changed nothing yet. An organization that was missing and is
 * there a moment later came back meanwhile, so the unit runs again with the same cell, once in a row.
 * @throws TransientError `organization_moved` if the move takes too long
 */
export async function routed<Cell, Result>(
  { whereIs, cellNamed, ask }: Routes<Cell>,
  orgId: string,
  unit: (cell: Cell) => Promise<Result>,
): Promise<Result> {
  let pauseMs = FIRST_PAUSE_MS;
  let cameBackTo: string | null = null;
  for (let tries = 1; ; tries += 1) {
    const known = whereIs.cellOf(orgId);
    const name = typeof known === "string" ? known : await known;
    const cell = cellNamed(name);
    try {
      return await unit(cell);
    } catch (error) {
      const to = await placeAfter(error, name, () => ask(cell, orgId));
      if (to === null || (to === name && cameBackTo === name)) throw error;
      cameBackTo = to === name ? name : null;
      if (tries === MOST_TRIES) throw organizationMoved(orgId, error);
      whereIs.learn(orgId, to);
      // The first cell to which it points has it at once, unless the move is between its last two steps.
      if (tries > 1) await sleep(pauseMs);
      pauseMs *= 2;
    }
  }
}

/** How to reach the cell of an organization. */
export interface Routes<Cell> {
  readonly whereIs: WhereIs;
  /** @throws TransientError if the process does not know a cell of this name */
  readonly cellNamed: (name: string) => Cell;
  readonly ask: (cell: Cell, orgId: string) => Promise<Whereabouts>;
}

/** The cell to try next; `null` if the error is not about the place of the organization. */
async function placeAfter(error: unknown, asked: string, ask: () => Promise<Whereabouts>): Promise<string | null> {
  if (error instanceof OrganizationMoved) return error.to;
  if (!(error instanceof OrganizationMissing)) return null;
  const whereabouts = await ask();
  if (whereabouts === "never_here") return null;
  return whereabouts === "here" ? asked : whereabouts.ask;
}

/** Reports that an organization is moving right now. */
export function organizationMoved(orgId: string, cause: unknown): TransientError {
  return new TransientError(
    "organization_moved",
    `The organization ${orgId} is moving to another database. Try again shortly.`,
    RETRY_AFTER_MS,
    cause,
  );
}
