import { type ActivityFacets, activityFacets } from "@scrip/db/read/activity/activity-facets";
import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";

/**
 * What there is to filter an organization's activities by.
 * @throws Refused `organization_not_found`
 */
export async function listActivityFacets(deps: Deps, orgId: string): Promise<ActivityFacets> {
  const facets = await activityFacets(deps.app, orgId);
  if (facets === null) throw organizationNotFound(orgId);
  return facets;
}
