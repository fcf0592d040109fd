import { OrganizationMoved } from "./errors.ts";
import type { Query } from "./query.ts";

/**
 * Asks, for an organization that a statement did not find, whether it lives in another cell.
 * @throws OrganizationMoved
 */
export async function requireHere(query: Query, orgId: string): Promise<void> {
  const to = await movedTo(query, orgId);
  if (to !== null) throw new OrganizationMoved(orgId, to);
}

/** The cell to ask for an organization instead of this one; `null` if this one has it, or has never had it. */
export async function movedTo(query: Query, orgId: string): Promise<string | null> {
  const [row] = await query({ name: "moved-to", text: MOVED_TO, values: [orgId] });
  return (row?.moved_to as string | null | undefined) ?? null;
}

/** Row-level security shows the row only after `scope` has set the organization. */
const MOVED_TO = `
  WITH scope AS MATERIALIZED (SELECT set_config('scrip.org_ids', ARRAY[$1::uuid]::text, true)::uuid[] AS org_ids)
  SELECT (SELECT moved_to FROM organizations WHERE org_id = scope.org_ids[1]) AS moved_to FROM scope`;
