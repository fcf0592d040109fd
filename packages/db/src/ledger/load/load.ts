import { binaryArray } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { Loaded } from "./loaded.ts";
import { type NamedRows, namedRowParameters } from "./named-rows.ts";
import { type LoadedStep, readLoaded } from "./read-loaded.ts";

/**
 * Locks organizations in order and reads the rows that commands name, in one round trip.
 * @param orgIds without duplicates
 * @param lock `false` for reads and dry runs, whose decisions must not be written
 */
export async function load(query: Query, orgIds: readonly string[], named: NamedRows, lock: boolean): Promise<Loaded> {
  const rows = await query({
    name: "ledger-load",
    text: "SELECT lock_and_fetch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)::text AS loaded",
    values: [lock, binaryArray("uuid", orgIds.toSorted()), ...namedRowParameters(named)],
  });
  return readLoaded(rows.map(({ loaded }) => JSON.parse(String(loaded)) as LoadedStep));
}
