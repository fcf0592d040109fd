import { parse } from "csv-parse/sync";

/**
 * Splits one line of CSV into fields. A record is always one line, so a quote that is never closed
 * makes only its own line invalid.
 * @returns `undefined` if the quotes do not match
 */
export function lineFields(line: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(",");
  try {
    return parse(line, { relax_column_count: true })[0];
  } catch {
    return undefined;
  }
}
