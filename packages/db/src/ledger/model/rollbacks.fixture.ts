import type { Pool, PoolClient } from "pg";

/**
 * Counts the transactions of a pool that are rolled back. A batch that fails in the database is tried
 * again in parts, and the answers would not show that it failed.
 * @param pool without connections yet
 * @returns how many there were since the last call
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
