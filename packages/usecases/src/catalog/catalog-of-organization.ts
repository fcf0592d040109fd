import { inOrganization } from "@scrip/db/connection";
import { runningContract } from "@scrip/db/plans";
import type { Deps } from "../deps.ts";
import { requireStanding } from "../plans/entitlements/read-entitlements.ts";
import { shownCatalog } from "./shown-catalog.ts";

/**
 * The catalog version of an organization, with the prices of its contract in force.
 * @throws RefusedError `organization_not_found`
 */
export async function catalogOfOrganization({ homes, books }: Pick<Deps, "homes" | "books">, orgId: string) {
  const { catalogVersion, rates } = await inOrganization(homes.organizations, orgId, async (tx) => {
    const standing = await requireStanding(tx, orgId);
    const contract = await runningContract(tx, orgId);
    return { ...standing, rates: contract?.rates ?? {} };
  });
  return shownCatalog(catalogVersion, await books.catalogOf(catalogVersion), rates);
}
