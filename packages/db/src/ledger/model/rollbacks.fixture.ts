import type { Pool, PoolClient } from "pg";

/**
 * Counts the transactions of pools that are rolled back. A batch that fails in PostgreSQL is retried in parts, and the
 * answers would not show the failure.
 * @param pools have no connections yet
 * @returns a function that returns the number of rollbacks since its last call
 */
export function countRollbacks(pools: readonly Pool[]): () => number {
  let count = 0;
  const watch = (client: PoolClient): void => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const counted = (...given: unknown[]): unknown => {
      if (given[0] === "ROLLBACK") count += 1;
      return query(...given);
    };
    Object.assign(client, { query: counted });
  };
  for (const pool of pools) pool.on("connect", watch);
  return () => {
    const found = count;
    count = 0;
    return found;
  };
}
