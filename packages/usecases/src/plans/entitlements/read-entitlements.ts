import { inOrganization, type OrganizationsSource, type OrganizationsTx, queryOf } from "@scrip/db/connection";
import { type Standing, standingAndUses, standingOf } from "@scrip/db/plans/entitlements";
import { type EntitlementTerms, MEMBERS } from "@scrip/domain/plans/entitlements";
import type { Deps } from "../../deps.ts";
import { organizationNotFound } from "../../refused.ts";

/** Everything that decides which entitlements an organization has now. */
export interface KnownEntitlements {
  readonly terms: EntitlementTerms;
  /** How many there are of each counted limit. */
  readonly used: ReadonlyMap<string, number>;
  /** The milliseconds until the next dated change; `null` if none has a date. */
  readonly msToChange: number | null;
  /** The cell where it was read; `null` in a deployment that names no cells. */
  readonly cell: string | null;
}

/**
 * Reads what decides which entitlements an organization has.
 * @throws RefusedError `organization_not_found`
 */
export async function readEntitlements(
  organizations: OrganizationsSource,
  books: Deps["books"],
  orgId: string,
): Promise<KnownEntitlements> {
  const { found, cell } = await inOrganization(organizations, orgId, async (tx, { cell: place }) => ({
    found: await standingAndUses(tx, orgId),
    cell: place,
  }));
  if (found === null) throw organizationNotFound(orgId);
  return {
    terms: await termsOf(books, found),
    used: new Map([...Object.entries(found.uses), [MEMBERS, found.seats]]),
    // The time of a test clock moves only in steps that run what is due, and that is announced.
    msToChange: found.isOnTestClock ? null : found.msToChange,
    cell,
  };
}

/**
 * The standing of an organization.
 * @throws RefusedError `organization_not_found`
 */
export async function requireStanding(tx: OrganizationsTx, orgId: string): Promise<Standing> {
  const standing = await standingOf(tx, orgId);
  if (standing === null) throw organizationNotFound(orgId);
  return standing;
}

/**
 * The terms of an organization: the catalog of its version, its plan, and the values of its contract.
 * @param tx the caller's transaction, if it has one
 */
export async function termsOf(
  books: Deps["books"],
  { catalogVersion, plan, overrides }: Pick<Standing, "catalogVersion" | "plan" | "overrides">,
  tx?: OrganizationsTx,
): Promise<EntitlementTerms> {
  return { catalog: await books.catalogOf(catalogVersion, tx && queryOf(tx)), plan, overrides };
}
