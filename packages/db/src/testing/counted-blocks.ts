import type { CellSource, Homes, OrganizationsSource, OrganizationsTx } from "../connection/home-source.ts";
import { queryOf } from "../connection/in-home.ts";
import type { Query } from "../connection/query.ts";

/**
 * Wraps both homes so that they count the blocks that statements touch, in memory or not. Each statement is explained
 * before it runs; readers get the same rows as without it.
 */
export function countingBlocks({ organizations, platform }: Homes): {
  readonly homes: Homes;
  readonly blocks: () => number;
} {
  let blocks = 0;
  const counting =
    (query: Query): Query =>
    async (statement) => {
      const { text, values } = statement;
      const [row] = await query({ text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values });
      const [explained] = (row?.["QUERY PLAN"] ?? []) as Explained[];
      const plan = explained?.Plan ?? {};
      blocks += (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
      return query(statement);
    };
  const countingIn = (tx: OrganizationsTx): OrganizationsTx => {
    const query = counting(queryOf(tx));
    return {
      ...tx,
      query: async <Answer>(text: string, values: unknown[] = []) => (await query({ text, values })) as Answer,
    };
  };
  const countedCell = (cell: CellSource): CellSource => ({
    ...cell,
    transaction: (unit, isolation) => cell.transaction((tx) => unit(countingIn(tx)), isolation),
    // An explained statement is followed by the statement itself, so none is the last one of a turn.
    snapshot: (unit) => cell.snapshot((query) => unit(counting(query), () => {})),
  });
  const counted: OrganizationsSource = {
    ...organizations,
    cells: organizations.cells.map(countedCell),
    route: (orgId, unit) => organizations.route(orgId, (cell) => unit(countedCell(cell))),
  };
  return { homes: { organizations: counted, platform }, blocks: () => blocks };
}

interface Explained {
  readonly Plan: Readonly<Record<string, number>>;
}
