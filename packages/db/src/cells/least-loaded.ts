import type { OrganizationsSource } from "../connection/home-source.ts";

/** The load of a cell whose last report is older is not known; it may be away. */
const REPORT_LASTS = "3 minutes";

/** Cells that have reported lately; then the fewest entries a second; then the fewest organizations. */
const BY_LOAD = `reported_at IS NULL OR reported_at < clock_timestamp() - interval '${REPORT_LASTS}',
  entries_per_second, organizations, added_at, name`;

/**
 * The SQL of the name of the cell for one more organization: of the cells in an array, the open one with the least load. If
 * none is open, a draining one. NULL if the array names no cell of the list: the organization lives in the first cell.
 * @param cells the SQL of an array of names
 * @source docs/scale-out.md#placement
 */
export function leastLoaded(cells: string): string {
  return `(SELECT name FROM cells WHERE name = ANY (${cells}::text[]) ORDER BY state <> 'open', ${BY_LOAD} LIMIT 1)`;
}

/** The SQL of the name of the open cell with the least load, of the cells in an array; NULL if none is open. */
export function leastLoadedOpen(cells: string): string {
  return `(SELECT name FROM cells WHERE name = ANY (${cells}::text[]) AND state = 'open' ORDER BY ${BY_LOAD} LIMIT 1)`;
}

/**
 * The names of the cells that may get an organization: those that serve as far as the process knows, or all if none does.
 * @returns none in a deployment that names no cells
 */
export function cellNames({ cells }: OrganizationsSource): readonly string[] {
  const serving = cells.filter((cell) => cell.serves());
  return (serving.length === 0 ? cells : serving).flatMap(({ cell }) => (cell === null ? [] : [cell]));
}
