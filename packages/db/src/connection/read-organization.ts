import type { DataSource } from "typeorm";
import type { Query } from "./query.ts";

/** How a reading statement is planned. */
export interface ReadOptions {
  /**
   * Every row is found by its key. A plan is then never led astray by what statistics say of a table
   * that has just grown; for what reads a few rows of many.
   */
  readonly byKey: boolean;
}

const BY_KEY = ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"].map(
  (method) => `set_config('enable_${method}', 'off', true)`,
);

/**
 * Reads one organization in one snapshot, as the app's role under row-level security, on a pool that no
 * command waits for.
 */
export async function readOrganization<Result>(
  app: DataSource,
  orgId: string,
  { byKey }: ReadOptions,
  unit: (query: Query) => Promise<Result>,
): Promise<Result> {
  const settings = [
    "set_config('scrip.org_ids', $1::uuid[]::text, true)",
    "set_config('transaction_read_only', 'on', true)",
    // Compiling a statement takes longer than running it.
    "set_config('jit', 'off', true)",
    ...(byKey ? BY_KEY : []),
  ];
  return app.transaction("REPEATABLE READ", async (manager) => {
    await manager.query(`SELECT ${settings.join(", ")}`, [[orgId]]);
    return unit(({ text, values }) => manager.query(text, [...values]));
  });
}
