import { binaryArray } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { Loaded } from "./loaded.ts";
import { factParameters, type NamedFacts } from "./named-rows.ts";
import { type LoadedStep, readLoaded } from "./read-loaded.ts";

/**
 * Locks organizations in order and reads what commands name of them, in one round trip.
 * @param orgIds each once
 * @param lock false only to look; what is then decided can not be written
 */
export async function load(query: Query, orgIds: readonly string[], facts: NamedFacts, lock: boolean): Promise<Loaded> {
  const rows = await query({
    name: "ledger-load",
    text: "SELECT lock_and_fetch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)::text AS loaded",
    values: [lock, binaryArray("uuid", orgIds.toSorted()), ...factParameters(facts)],
  });
  return readLoaded(rows.map(({ loaded }) => JSON.parse(String(loaded)) as LoadedStep));
}
