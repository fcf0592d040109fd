import type { OrganizationsSource } from "../connection/home-source.ts";

/** The load of a cell whose last report is older is not known; it may be away. */
const REPORT_LASTS = "3 minutes";

/**
 * Of the organizations that were placed since the reports, the newest ones are counted, up to so many in all cells together.
 * So a claim takes no longer in a burst. Cells of the same load still take turns in a longer one.
 */
const MOST_COUNTED = 3_000;

/** The cells, each with the least id of an organization that was placed after its report: ids begin with milliseconds. */
const REPORTED = `
  SELECT name, state, reported_at, entries_per_second, organizations, (lpad(to_hex((extract(epoch FROM
      greatest(reported_at, clock_timestamp() - interval '${REPORT_LASTS}')) * 1000)::bigint), 12, '0')
      || repeat('0', 20))::uuid AS first_id
    FROM cells`;

/** The newest organizations of the registry. They are read backwards along the index by id, however large it is. */
const NEWEST = `
  SELECT cell, org_id FROM organization_registry
    WHERE org_id >= (SELECT first_id FROM reported ORDER BY first_id LIMIT 1) ORDER BY org_id DESC LIMIT ${MOST_COUNTED}`;

const PLACED = `
  SELECT cell, count(*) AS organizations FROM newest JOIN reported ON name = cell AND org_id >= first_id GROUP BY cell`;

/** The entries a second of the mean organization. An organization counts as such a one until the next report. */
const MEAN = `
  SELECT coalesce(sum(entries_per_second::float8) / nullif(sum(organizations), 0), 0)::float8 AS entries FROM reported`;

/**
 * The SQL of the name of one cell of an array. Cells that have reported lately come first; then the fewest entries a second,
 * then the fewest organizations, as reported and with what was placed since; of equals, chance decides.
 */
function withLeastLoad(cells: string, { onlyOpen }: { readonly onlyOpen: boolean }): string {
  return `(WITH reported AS (${REPORTED}), newest AS (${NEWEST}), placed AS (${PLACED}), mean AS (${MEAN})
    SELECT name FROM mean, reported LEFT JOIN placed ON placed.cell = name,
      LATERAL (SELECT coalesce(placed.organizations, 0) AS organizations) AS more
    WHERE name = ANY (${cells}::text[])${onlyOpen ? " AND state = 'open'" : ""}
    ORDER BY state <> 'open',
      reported_at IS NULL OR reported_at < clock_timestamp() - interval '${REPORT_LASTS}',
      entries_per_second + more.organizations * mean.entries,
      reported.organizations + more.organizations,
      random()
    LIMIT 1)`;
}

/**
 * The SQL of the name of the cell for one more organization: of the cells in an array, the open one with the least load. If
 * none is open, a draining one. NULL if the array names no cell of the list: the organization lives in the first cell.
 * @param cells the SQL of an array of names
 * @source docs/scale-out.md#placement
 */
export function leastLoaded(cells: string): string {
  return withLeastLoad(cells, { onlyOpen: false });
}

/** The SQL of the name of the open cell with the least load, of the cells in an array; NULL if none is open. */
export function leastLoadedOpen(cells: string): string {
  return withLeastLoad(cells, { onlyOpen: true });
}

/**
 * The names of the cells that may get an organization: those that serve as far as the process knows, or all if none does.
 * @returns none in a deployment that names no cells
 */
export function cellNames({ cells }: OrganizationsSource): readonly string[] {
  const serving = cells.filter((cell) => cell.serves());
  return (serving.length === 0 ? cells : serving).flatMap(({ cell }) => (cell === null ? [] : [cell]));
}
