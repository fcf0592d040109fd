import { inOrganization } from "@scrip/db/connection";
import type { Deps } from "../deps.ts";
import { requireStanding } from "../plans/entitlements/read-entitlements.ts";
import { shownCatalog } from "./shown-catalog.ts";

/**
 * The catalog version of an organization.
 * @throws RefusedError `organization_not_found`
 */
export async function catalogOfOrganization({ homes, books }: Pick<Deps, "homes" | "books">, orgId: string) {
  const { catalogVersion } = await inOrganization(homes.organizations, orgId, (tx) => requireStanding(tx, orgId));
  return shownCatalog(catalogVersion, await books.catalogOf(catalogVersion));
}
