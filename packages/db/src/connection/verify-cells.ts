import type { Pool } from "pg";
import type { CellWatch } from "./cell-guard.ts";
import { TransientError } from "./errors.ts";
import { isAway } from "./in-home.ts";
import { unlessItHangs } from "./unless-it-hangs.ts";

/** A cell, as the role that reads all organizations and writes nothing sees it. */
export interface VerifyCell {
  /** `null` in a deployment that names no cells. */
  readonly name: string | null;
  readonly pool: Pool;
  /** Not given without named cells, and in a process that does not watch them. */
  readonly watch?: CellWatch;
}

/** The pools of the role that reads all organizations and writes nothing. */
export interface VerifyCells {
  readonly cells: readonly VerifyCell[];
  /** The pool of the platform's home; that of the only cell in a deployment that names no cells. */
  readonly platform: Pool;
}

/** What the cells answered, in their order, without those that did not. */
export interface CellAnswers<Answer> {
  readonly answers: readonly Answer[];
  /** The names of the cells that did not answer. */
  readonly away: readonly string[];
}

const RETRY_AFTER_MS = 5_000;

/**
 * Asks every cell at once, for a list that is of use without the cells that do not answer.
 * @throws the error of the only cell, or of the first one if none answers
 */
export async function askEveryCell<Answer>(
  { cells }: VerifyCells,
  ask: (cell: VerifyCell) => Promise<Answer>,
): Promise<CellAnswers<Answer>> {
  const settled = await Promise.allSettled(cells.map((cell) => unlessItHangs(cell.watch ?? null, () => ask(cell))));
  const answers: Answer[] = [];
  const away: string[] = [];
  settled.forEach((each, index) => {
    const name = cells[index]?.name ?? null;
    if (each.status === "fulfilled") answers.push(each.value);
    else if (name === null || !isAway(each.reason)) throw each.reason;
    else away.push(name);
  });
  const failed = settled.find((each) => each.status === "rejected");
  if (answers.length === 0 && failed !== undefined) throw failed.reason;
  return { answers, away };
}

/** Runs a read whose result would be wrong without this cell. @throws TransientError that names the cell */
export async function needed<Result>({ name, watch }: VerifyCell, read: () => Promise<Result>): Promise<Result> {
  try {
    return await unlessItHangs(watch ?? null, read);
  } catch (error) {
    if (name === null || !isAway(error)) throw error;
    throw new TransientError(
      "unavailable",
      `The cell ${name} does not answer, and the result would be wrong without it. Try again later.`,
      RETRY_AFTER_MS,
      error,
    );
  }
}

/**
 * SQL that leaves out rows of organizations that live in another cell; nothing in a deployment that names no cells.
 * @param row a table, or its alias, in FROM
 */
export function andLivesIn({ name }: VerifyCell, row: string): string {
  if (name === null) return "";
  return ` AND NOT EXISTS (SELECT FROM organizations away WHERE away.org_id = ${row}.org_id AND away.moved_to IS NOT NULL)`;
}
