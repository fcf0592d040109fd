import type { OrganizationsSource } from "@scrip/db/connection";
import type { PlanEvents } from "@scrip/db/events";
import type { Deps } from "../../deps.ts";
import { EntitlementCache } from "./entitlement-cache.ts";
import { readEntitlements } from "./read-entitlements.ts";

/** Opens the cache of entitlements of a process. */
export function openEntitlements(
  organizations: OrganizationsSource,
  books: Deps["books"],
  { events, steadyNow }: { readonly events: PlanEvents; readonly steadyNow: () => number },
): EntitlementCache {
  return new EntitlementCache({ read: (orgId) => readEntitlements(organizations, books, orgId), events, steadyNow });
}
