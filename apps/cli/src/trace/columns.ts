import { CouldNotRun } from "../could-not-run.ts";
import { TRACE_COLUMNS, type TraceColumn } from "./trace-job.ts";

/** The position of each column in a line. */
export interface Columns {
  readonly count: number;
  readonly at: Readonly<Record<TraceColumn, number>>;
}

/**
 * Reads the header. The columns may be in any order; unknown columns are ignored.
 * @throws CouldNotRun that names a missing or repeated column
 */
export function readHeader(fields: readonly string[]): Columns {
  const names = fields.map((field) => field.trim());
  const missing = TRACE_COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const what = missing.length === 1 ? "the column" : "the columns";
    throw new CouldNotRun(
      `The first line of the trace lacks ${what} ${missing.join(", ")}. docs/trace-format.md describes the format.`,
    );
  }
  const twice = TRACE_COLUMNS.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice !== undefined) throw new CouldNotRun(`The first line of the trace has the column ${twice} twice.`);
  const at = Object.fromEntries(TRACE_COLUMNS.map((column) => [column, names.indexOf(column)]));
  return { count: names.length, at: at as Record<TraceColumn, number> };
}
