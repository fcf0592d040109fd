import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { CouldNotRun } from "../could-not-run.ts";

/** One line of a CSV file: the cells by the names of their columns, without spaces around them. */
export interface CsvRow {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** The columns of a file. */
export interface Columns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
};

/** Reads a CSV file with a header. @throws CouldNotRun if it is no CSV, or its header lacks a column or has another one */
export function readCsvFile(path: string, columns: Columns): readonly CsvRow[] {
  try {
    return readCsv(new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)), columns);
  } catch (error) {
    if (error instanceof CouldNotRun) throw new CouldNotRun(`The file ${path} cannot be used: ${error.message}`);
    const { code = "", message } = error as { code?: string; message: string };
    throw new CouldNotRun(`The file ${path} cannot be read: ${REASONS[code] ?? message}.`);
  }
}

/** Reads the text of a CSV file. */
function readCsv(text: string, columns: Columns): readonly CsvRow[] {
  const [header, ...rows] = parsed(text);
  if (header === undefined) throw new CouldNotRun("it has no header line.");
  const names = header.record;
  checkHeader(names, columns);
  return rows.map(({ record, info }) => {
    if (record.length !== names.length)
      throw new CouldNotRun(`line ${info.lines} has ${record.length} cells and not ${names.length}.`);
    // `fromEntries` defines own properties, so any cell is safe.
    return { line: info.lines, cells: Object.fromEntries(names.map((name, index) => [name, record[index] ?? ""])) };
  });
}

function parsed(text: string): readonly Parsed[] {
  try {
    const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    return parse(text, options) as unknown as readonly Parsed[];
  } catch (error) {
    throw new CouldNotRun(`${(error as Error).message}.`);
  }
}

function checkHeader(names: readonly string[], { required, optional }: Columns): void {
  const allowed = [...required, ...optional];
  const lacking = required.filter((name) => !names.includes(name));
  if (lacking.length > 0) throw new CouldNotRun(`its header lacks ${lacking.join(", ")}.`);
  const unknown = names.filter((name) => !allowed.includes(name));
  if (unknown.length > 0)
    throw new CouldNotRun(`its header has ${unknown.join(", ")}; the columns are ${allowed.join(", ")}.`);
  if (new Set(names).size < names.length) throw new CouldNotRun("its header names a column twice.");
}
