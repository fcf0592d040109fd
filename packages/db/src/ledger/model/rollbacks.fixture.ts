import type { Pool, PoolClient } from "pg";

/**
 * Counts the transactions of a pool that are rolled back. A batch that fails in PostgreSQL is retried in parts, and the
 * answers would not show the failure.
 * @param pool has no connections yet
 * @returns a function that returns the number of rollbacks since its last call
 */
export function countRollbacks(pool: Pool): () => number {
  let count = 0;
  pool.on("connect", (client: PoolClient) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const counted = (...given: unknown[]): unknown => {
      if (given[0] === "ROLLBACK") count += 1;
      return query(...given);
    };
    Object.assign(client, { query: counted });
  });
  return () => {
    const found = count;
    count = 0;
    return found;
  };
}
