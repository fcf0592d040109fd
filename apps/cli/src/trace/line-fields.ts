import { parse } from "csv-parse/sync";

/**
 * The fields of one line of CSV. A record is one line: a quote that is never closed spoils its own
 * line and not all that follow.
 * @returns `undefined` where the quotes do not match
 */
export function lineFields(line: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(",");
  try {
    return parse(line, { relax_column_count: true })[0];
  } catch {
    return undefined;
  }
}
