import type { CellCondition, CellState } from "../../../connection/cell-guard.ts";
import type { CellSource } from "../../../connection/home-source.ts";
import { within } from "../../../connection/within.ts";

/** What a process finds out about a cell at this moment. */
export interface Reach {
  readonly condition: CellCondition;
  /** Why this process does not serve the cell; `null` if it does. */
  readonly why: string | null;
  /** `null` for a cell that does not serve, and for one without a name. */
  readonly epoch: number | null;
}

/** A page waits so long for a cell. */
const LIMIT_MS = 1_000;

/**
 * Asks a cell for its epoch. Never throws, and takes at most a second, so that a cell that hangs delays no page.
 * @param states what the process knows of its cells: whether one that fails is refused, and why
 */
export async function reachCell(cell: CellSource, states: () => readonly CellState[]): Promise<Reach> {
  try {
    const asked = cell.query<{ epoch: number }[]>("SELECT epoch::float8 AS epoch FROM cell");
    const [identity] = await within(LIMIT_MS, asked);
    return { condition: "serving", why: null, epoch: identity?.epoch ?? null };
  } catch (error) {
    const known = states().find((state) => state.cell === cell.cell);
    if (known !== undefined && known.condition !== "serving") return { ...known, epoch: null };
    return { condition: "away", why: firstCauseOf(error), epoch: null };
  }
}

function firstCauseOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : firstCauseOf(error.cause);
}
