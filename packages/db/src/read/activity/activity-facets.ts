import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** The values that activities can be filtered by. */
export interface ActivityFacets {
  readonly projects: readonly string[];
  readonly members: readonly string[];
  readonly resources: readonly string[];
}

/** The most values of a list, since a person chooses from it. */
const MOST = 500;

/**
 * Lists the labels of an organization's entries, in alphabetical order.
 * @throws OrganizationMissing
 */
export async function activityFacets(organizations: OrganizationsSource, orgId: string): Promise<ActivityFacets> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const [row] = await query({ text: FACETS, values: [orgId] });
    return row?.facets as ActivityFacets;
  });
}

const labels = (name: string) => `(
    SELECT coalesce(json_agg(label ORDER BY label), '[]') FROM (
      SELECT DISTINCT ${name} AS label FROM activity_series WHERE org_id = $1 AND ${name} IS NOT NULL
      ORDER BY label LIMIT ${MOST}) labels)`;

const FACETS = `SELECT json_build_object(
    'projects', ${labels("project")}, 'members', ${labels("member")}, 'resources', ${labels("resource")}) AS facets`;
