import type { DataSource, EntityManager } from "typeorm";

/**
 * A data source whose readers work as ever, and which counts the blocks of the disk that their statements touch,
 * whether they were in memory or not: each one is explained before it is run.
 */
export function countingBlocks(app: DataSource): { readonly app: DataSource; readonly blocks: () => number } {
  let blocks = 0;
  const counting = (manager: EntityManager) => ({
    query: async (text: string, values: unknown[]) => {
      const [row] = await manager.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
      const [{ Plan: plan }] = row["QUERY PLAN"] as [{ Plan: Record<string, number> }];
      blocks += (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
      return manager.query(text, values);
    },
  });
  const transaction = (isolation: "REPEATABLE READ", unit: (manager: unknown) => Promise<unknown>) =>
    app.transaction(isolation, (manager) => unit(counting(manager)));
  return { app: { transaction } as unknown as DataSource, blocks: () => blocks };
}
