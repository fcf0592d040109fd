import { OrganizationMissing } from "./errors.ts";
import type { OrganizationsSource } from "./home-source.ts";
import type { SnapshotUnit } from "./snapshot.ts";

/** How PostgreSQL plans the statements of a read. */
export interface ReadOptions {
  /**
   * Find every row by its key. The plan then does not depend on statistics, which are out of date for a table that has
   * just grown. Set this for reads of a few rows out of many.
   */
  readonly byKey: boolean;
}

const SETTINGS = [
  // JIT compilation of such a statement takes longer than its execution.
  "set_config('jit', 'off', true)",
];

const BY_KEY = ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"].map(
  (method) => `set_config('enable_${method}', 'off', true)`,
);

/**
 * Configures the transaction and looks up the organization, in one round trip. Row-level security shows the row only
 * after `scope` has set the organization. So the look-up takes its key from `scope`: PostgreSQL cannot run it earlier.
 */
const beginning = (settings: readonly string[]): string => `
  WITH scope AS MATERIALIZED (
    SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)::uuid[] AS org_ids, ${settings.join(", ")}
  )
  SELECT coalesce((SELECT true FROM organizations WHERE org_id = scope.org_ids[1] AND moved_to IS NULL), false) AS is_there FROM scope`;

const BEGIN = { name: "begin-read", text: beginning(SETTINGS) };
const BEGIN_BY_KEY = { name: "begin-read-by-key", text: beginning([...SETTINGS, ...BY_KEY]) };

/**
 * Reads one organization in one snapshot, as the app's role under row-level security. The pool is separate from the
 * pools of commands, so a read delays no command.
 * @throws OrganizationMissing
 */
export async function readOrganization<Result>(
  organizations: OrganizationsSource,
  orgId: string,
  { byKey }: ReadOptions,
  unit: SnapshotUnit<Result>,
): Promise<Result> {
  return organizations.route(orgId, (cell) =>
    cell.snapshot(async (query, last) => {
      const beginning = query({ ...(byKey ? BEGIN_BY_KEY : BEGIN), values: [orgId] });
      // The first statement goes out with the beginning. Without the organization, a unit finds nothing and does not count.
      const [begun, read] = await Promise.allSettled([beginning, unit(query, last)]);
      if (begun.status === "rejected") throw begun.reason;
      if (begun.value[0]?.is_there !== true) throw new OrganizationMissing(orgId);
      if (read.status === "rejected") throw read.reason;
      return read.value;
    }),
  );
}
