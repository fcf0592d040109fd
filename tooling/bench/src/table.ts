import type { Measured } from "./bench.ts";

const HEADINGS = ["", "measure", "value", "baseline", "ratio", "target", ""] as const;
const TO_THE_RIGHT = new Set<string>(["value", "baseline", "ratio"]);

/** Formats measures as a table for people: one line for each, with its note below it. */
export function table(measures: readonly Measured[]): string {
  const rows = [HEADINGS, ...measures.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isEmpty = HEADINGS.map((_, column) => rows.slice(1).every((row) => row[column] === ""));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, TO_THE_RIGHT.has(HEADINGS[column] ?? "")))
      .filter((_, column) => !isEmpty[column])
      .join("  ")
      .trimEnd();
  const lines = rows.map(line);
  const notes = [undefined, ...measures.map(({ note }) => note)];
  return lines
    .flatMap((text, index) => (notes[index] === undefined ? [text] : [text, `    ${notes[index]}`]))
    .join("\n");
}

/** Formats one measure as a line, to print it while the others still run. */
export function inWords({ id, what, value, unit = "", ratio, ok }: Measured): string {
  const times = ratio === null || ratio === undefined ? "" : `, ${figure(ratio)} x the baseline`;
  return `${id}: ${what}: ${`${figure(value)} ${unit}`.trim()}${times}${verdict(ok) && ` (${verdict(ok)})`}`;
}

function cellsOf({ id, what, value, unit = "", baseline, ratio, target, ok }: Measured): string[] {
  const cells = [id, what, `${figure(value)} ${unit}`.trim(), optional(baseline), optional(ratio)];
  return [...cells, target ?? "", verdict(ok)];
}

function verdict(ok: boolean | null): string {
  return ok === null ? "" : ok ? "reached" : "MISSED";
}

function optional(value: number | null | undefined): string {
  return value === null || value === undefined ? "" : figure(value);
}

function figure(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 3 : 1 });
}

function pad(text: string, width: number, isToTheRight: boolean): string {
  return isToTheRight ? text.padStart(width) : text.padEnd(width);
}
