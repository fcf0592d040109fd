import { OrganizationMissing } from "./errors.ts";
import type { OrganizationsSource } from "./home-source.ts";
import type { Query } from "./query.ts";

/** How a reading statement is planned. */
export interface ReadOptions {
  /**
   * Every row is found by its key. A plan is then never led astray by what statistics say of a table
   * that has just grown; for what reads a few rows of many.
   */
  readonly byKey: boolean;
}

const SETTINGS = [
  "set_config('transaction_read_only', 'on', true)",
  // Compiling a statement takes longer than running it.
  "set_config('jit', 'off', true)",
];

const BY_KEY = ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"].map(
  (method) => `set_config('enable_${method}', 'off', true)`,
);

/**
 * Sets the transaction up and looks for the organization, in one round trip. Row-level security shows the row only
 * after `seen` is set, so the look-up takes its key from there: PostgreSQL can not run it before.
 */
const beginning = (settings: readonly string[]): string => `
  WITH scope AS MATERIALIZED (
    SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)::uuid[] AS org_ids, ${settings.join(", ")}
  )
  SELECT coalesce((SELECT true FROM organizations WHERE org_id = scope.org_ids[1]), false) AS is_there FROM scope`;

const BEGIN = beginning(SETTINGS);
const BEGIN_BY_KEY = beginning([...SETTINGS, ...BY_KEY]);

/**
 * Reads one organization in one snapshot, as the app's role under row-level security, on a pool that no
 * command waits for.
 * @throws OrganizationMissing
 */
export async function readOrganization<Result>(
  organizations: OrganizationsSource,
  orgId: string,
  { byKey }: ReadOptions,
  unit: (query: Query) => Promise<Result>,
): Promise<Result> {
  return organizations.transaction(async (tx) => {
    const [found] = await tx.query<[{ is_there: boolean }]>(byKey ? BEGIN_BY_KEY : BEGIN, [orgId]);
    if (!found.is_there) throw new OrganizationMissing(orgId);
    return unit(({ text, values }) => tx.query(text, [...values]));
  }, "REPEATABLE READ");
}
