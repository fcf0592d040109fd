import { plainText } from "@scrip/contract/wire/text";
import { instantIn } from "@scrip/contract/wire/time";
import { AMOUNT_MESSAGES, type Micros, parseUsd } from "@scrip/domain/money";
import { LineProblem } from "./line-report.ts";
import type { CsvRow } from "./read-csv.ts";

type Cells = CsvRow["cells"];

/** The text of a cell, or `undefined` if it is empty. */
function cellOf(cells: Cells, column: string): string | undefined {
  return cells[column] || undefined;
}

/** @throws LineProblem if the cell is empty, too long, or has characters that nobody can read */
export function textIn(cells: Cells, column: string, most: number): string {
  const parsed = plainText(most).safeParse(cells[column] ?? "");
  if (parsed.success) return parsed.data;
  throw new LineProblem(column, parsed.error.issues[0]?.message ?? "is not valid");
}

/** Dollars above zero, as micro-USD. */
export function moneyIn(cells: Cells, column: string): Micros {
  const amount = parseUsd(cells[column] ?? "");
  if (typeof amount === "bigint") return amount;
  throw new LineProblem(column, AMOUNT_MESSAGES[amount]);
}

/** An instant, or `undefined` if the cell is empty. */
export function instantInCell(cells: Cells, column: string): number | undefined {
  const text = cellOf(cells, column);
  if (text === undefined) return undefined;
  const parsed = instantIn.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new LineProblem(column, parsed.error.issues[0]?.message ?? "is not an instant");
}

/** One of several words. An empty cell is `usual`, if there is one. */
export function wordIn<const Word extends string>(
  cells: Cells,
  column: string,
  words: readonly Word[],
  usual?: NoInfer<Word>,
): Word {
  const text = cellOf(cells, column);
  const word = text === undefined ? usual : words.find((each) => each === text);
  if (word !== undefined) return word;
  throw new LineProblem(column, `must be one of ${words.join(", ")}`);
}
