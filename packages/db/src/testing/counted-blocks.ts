import type { Homes, OrganizationsSource, OrganizationsTx } from "../connection/home-source.ts";

/**
 * Wraps both homes so that they count the blocks that statements touch, in memory or not. Each statement is explained
 * before it runs; readers get the same rows as without it.
 */
export function countingBlocks({ organizations, platform }: Homes): {
  readonly homes: Homes;
  readonly blocks: () => number;
} {
  let blocks = 0;
  const counting = (tx: OrganizationsTx): OrganizationsTx => ({
    ...tx,
    query: async (text, values) => {
      const [row] = await tx.query<[Explained]>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
      const [{ Plan: plan }] = row["QUERY PLAN"];
      blocks += (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
      return tx.query(text, values);
    },
  });
  const counted: OrganizationsSource = {
    ...organizations,
    transaction: (unit, isolation) => organizations.transaction((tx) => unit(counting(tx)), isolation),
  };
  return { homes: { organizations: counted, platform }, blocks: () => blocks };
}

interface Explained {
  readonly "QUERY PLAN": [{ Plan: Record<string, number> }];
}
