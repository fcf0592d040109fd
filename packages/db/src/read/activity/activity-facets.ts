import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";

/** What there is to filter by. */
export interface ActivityFacets {
  readonly projects: readonly string[];
  readonly members: readonly string[];
  readonly resources: readonly string[];
}

/** No list is longer: it is for a person to choose from. */
const MOST = 500;

/**
 * The labels that an organization's entries have, in the order of the alphabet.
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
