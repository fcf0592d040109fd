import { isTransient, TransientError } from "../../../connection/errors.ts";
import type { CellSource } from "../../../connection/home-source.ts";
import { within } from "../../../connection/within.ts";

/** What a process finds out about a cell at this moment. */
export type Reach =
  /** `epoch` is null for a cell without a name. */
  | { readonly state: "serving"; readonly epoch: number | null }
  /** `away`: it does not answer. `refused`: it answers, and its check says that it may not serve. */
  | { readonly state: "away" | "refused"; readonly why: string };

/** A page waits so long for a cell. */
const LIMIT_MS = 1_000;

/** Asks a cell for its epoch. Never throws, and takes at most a second, so that a cell that hangs delays no page. */
export async function reachCell(cell: CellSource): Promise<Reach> {
  try {
    const asked = cell.query<{ epoch: number }[]>("SELECT epoch::float8 AS epoch FROM cell");
    const [identity] = await within(LIMIT_MS, asked);
    return { state: "serving", epoch: identity?.epoch ?? null };
  } catch (error) {
    return whyNot(error);
  }
}

/** The check of a cell is the cause of the error of its calls. */
function whyNot(error: unknown): Reach {
  const causes = causesOf(error);
  const first = causes.at(-1);
  const isAway = first instanceof TransientError || causes.some(isTransient);
  return { state: isAway ? "away" : "refused", why: first?.message ?? String(error) };
}

/** An error and what caused it, the first cause last. */
function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
