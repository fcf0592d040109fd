import type { Seen } from "./copy-round.ts";
import type { MovedTable } from "./moved-tables.ts";
import type { Ends } from "./table-copy.ts";

/** The rows of an organization in a table. Of a table with numbered rows, only those after the last one that was seen count. */
export interface Counts {
  /** In the source. */
  readonly total: number;
  /** In the source, and not seen yet. */
  readonly newer: number;
  /** In the target. */
  readonly arrived: number;
}

/** Counts the rows in both ends, with one statement for each. Later calls use the plans of the first one. */
export async function countRows(
  ends: Ends,
  tables: readonly MovedTable[],
  seen: Seen,
): Promise<ReadonlyMap<string, Counts>> {
  const [there, here] = await Promise.all([rowsIn("source", ends, tables, seen), rowsIn("target", ends, tables, seen)]);
  const arrived = new Map(here.map(({ name, total }) => [String(name), Number(total)]));
  return new Map(
    there.map(({ name, total, newer }) => [
      String(name),
      { total: Number(total), newer: Number(newer), arrived: arrived.get(String(name)) ?? 0 },
    ]),
  );
}

export function countsOf(counts: ReadonlyMap<string, Counts>, { name }: MovedTable): Counts {
  const found = counts.get(name);
  if (found === undefined) throw new Error(`The table ${name} was not counted.`);
  return found;
}

async function rowsIn(end: "source" | "target", ends: Ends, tables: readonly MovedTable[], seen: Seen) {
  const { schema, query } = ends[end];
  const isNewer = end === "source" ? "age(t.xmin) <= age($2::xid8::xid)" : "false";
  const each = tables.map(({ name, number }) => {
    const rows = `FROM ${schema}.${name} t WHERE t.org_id = $1`;
    return number === null
      ? `SELECT '${name}' AS name, count(*) AS total, count(*) FILTER (WHERE ${isNewer}) AS newer ${rows}`
      : `SELECT '${name}' AS name, count(*) AS total, count(*) AS newer ${rows} AND t.${number} > $3::bigint`;
  });
  // Each parameter occurs at least once, so that its type is known.
  const last = "SELECT '', 0, 0 WHERE $2::xid8 IS NULL OR $3::bigint IS NULL";
  const text = [...each, last].join("\nUNION ALL ");
  // All tables, or those of an archive: each list has its own plan.
  return query({ name: `move-counts-${end}-${tables.length}`, text, values: [ends.orgId, seen.xid, seen.seq] });
}
