import type { ActivityFilter } from "@scrip/db/read/activity/activity-filter";
import {
  type ActivityPage,
  type ActivityWindow,
  listActivity as readActivity,
} from "@scrip/db/read/activity/list-activity";
import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";

/**
 * A page of an organization's activities, newest first, narrowed by what is given of a filter.
 * @throws Refused `organization_not_found`
 * @source DESIGN 1: "understand every charge"
 */
export async function listActivity(
  deps: Deps,
  orgId: string,
  filter: ActivityFilter,
  window: ActivityWindow,
): Promise<ActivityPage> {
  const page = await readActivity(deps.app, orgId, filter, window);
  if (page === null) throw organizationNotFound(orgId);
  return page;
}
