import { binaryArray } from "../../connection/binary-array.ts";
import type { Query } from "../../connection/query.ts";
import type { Loaded } from "./loaded.ts";
import { type NamedRows, namedRowParameters } from "./named-rows.ts";
import { type LoadedStep, readLoaded } from "./read-loaded.ts";

/** How many open grants and open debts of each organization are loaded at first. Nearly all commands need fewer. */
export const FIRST_OPEN_ROWS = 16;

/** How organizations are loaded. */
export interface LoadOptions {
  /** `false` for reads and dry runs, whose decisions must not be written. */
  readonly lock: boolean;
  /** How many open grants and open debts of each organization to read; `loadMore` reads more. */
  readonly openRows: number;
}

/**
 * Locks organizations in order and reads the rows that commands name, in one round trip. Of the open grants and debts it
 * reads the first ones.
 * @param orgIds without duplicates
 */
export async function load(
  query: Query,
  orgIds: readonly string[],
  named: NamedRows,
  { lock, openRows }: LoadOptions,
): Promise<Loaded> {
  const rows = await query({
    name: "ledger-load",
    text: "SELECT lock_and_load_heads($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)::text AS loaded",
    values: [lock, binaryArray("uuid", orgIds.toSorted()), openRows, ...namedRowParameters(named)],
  });
  return readLoaded(
    rows.map(({ loaded }) => JSON.parse(String(loaded)) as LoadedStep),
    openRows,
  );
}
