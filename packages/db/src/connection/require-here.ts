import { OrganizationMissing, OrganizationMoved } from "./errors.ts";
import type { Query } from "./query.ts";

/**
 * What a cell says about an organization: it lives here, it never was here, or the cell to ask instead.
 */
export type Whereabouts = "here" | "never_here" | { readonly ask: string };

/**
 * Asks, for an organization that a statement did not find, whether it lives in another cell. Returns if it was never in
 * this one.
 * @throws OrganizationMoved, or OrganizationMissing if it came back after that statement
 */
export async function requireHere(query: Query, orgId: string): Promise<void> {
  const whereabouts = await askWhere(query, orgId);
  if (whereabouts === "here") throw new OrganizationMissing(orgId);
  if (whereabouts !== "never_here") throw new OrganizationMoved(orgId, whereabouts.ask);
}

/** Asks a cell for an organization. */
export async function askWhere(query: Query, orgId: string): Promise<Whereabouts> {
  const [row] = await query({ name: "where-is", text: WHERE_IS, values: [orgId] });
  if (row?.is_known !== true) return "never_here";
  const to = row.moved_to as string | null;
  return to === null ? "here" : { ask: to };
}

/** Row-level security shows the row only after `scope` has set the organization. */
const WHERE_IS = `
  WITH scope AS MATERIALIZED (SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)::uuid[] AS org_ids)
  SELECT o.org_id IS NOT NULL AS is_known, o.moved_to
    FROM scope LEFT JOIN LATERAL (SELECT org_id, moved_to FROM organizations WHERE org_id = scope.org_ids[1]) AS o ON true`;
