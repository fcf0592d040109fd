import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/**
 * Finds names of jobs that contain a text, in any case: first the job with exactly this name, then the newest.
 * Jobs that started at the same instant follow by their ids, as in a list of jobs.
 * @throws OrganizationMissing
 */
export async function jobNames(
  organizations: OrganizationsSource,
  orgId: string,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<readonly string[]> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const rows = await query({ text: NAMES, values: [orgId, text, limit] });
    return rows.map(({ name }) => String(name));
  });
}

const NAMES = `
  WITH newest AS (
    SELECT id, ref, started_at FROM jobs
    WHERE org_id = $1 AND ref <> $2 AND position(lower($2) IN lower(ref)) > 0
    ORDER BY started_at DESC, id DESC LIMIT $3
  ), exact AS (SELECT ref FROM jobs WHERE org_id = $1 AND ref = $2)
  SELECT name FROM (
    SELECT ref AS name, 0 AS rank, NULL::timestamptz AS started_at, NULL::uuid AS id FROM exact
    UNION ALL SELECT ref, 1, started_at, id FROM newest) found
  ORDER BY rank, started_at DESC, id DESC LIMIT $3`;
