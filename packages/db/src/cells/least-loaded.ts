import type { OrganizationsSource } from "../connection/home-source.ts";

/** The load of a cell whose last report is older is not known; it may be away. */
const REPORT_LASTS = "3 minutes";

/**
 * The SQL of the name of the cell for one more organization: of the cells in an array, the one with the least load. Open
 * cells come first; among them those that have reported lately; then the fewest entries a second; then the fewest
 * organizations. NULL if the array names no cell of the list: the organization lives in the first cell.
 * @param cells the SQL of an array of names
 * @source docs/scale-out.md#placement
 */
export function leastLoaded(cells: string): string {
  return `(SELECT name FROM cells WHERE name = ANY (${cells}::text[])
    ORDER BY state <> 'open', reported_at IS NULL OR reported_at < clock_timestamp() - interval '${REPORT_LASTS}',
      entries_per_second, organizations, added_at, name LIMIT 1)`;
}

/** The names of the cells that a process knows; none in a deployment that names no cells. */
export function cellNames({ cells }: OrganizationsSource): readonly string[] {
  return cells.flatMap(({ cell }) => (cell === null ? [] : [cell]));
}
