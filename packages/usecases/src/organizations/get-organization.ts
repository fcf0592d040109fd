import { inOrganization } from "@scrip/db/connection";
import { countOpenWork, getOrganization, isPersonal, type OpenWork } from "@scrip/db/organizations";
import type { Instant } from "@scrip/domain/ledger";
import { checkClose } from "@scrip/domain/organizations";
import type { Deps } from "../deps.ts";
import { organizationNotFound } from "../refused.ts";

/** What keeps an organization from being closed. */
export interface OpenWorkAndDebt extends OpenWork {
  /** Micro-USD. */
  readonly owed: bigint;
}

/** An organization, for its settings. Amounts in micro-USD. */
export interface OrganizationDetails {
  readonly orgId: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly closedAt: Instant | null;
  readonly plan: string;
  readonly planTitle: string;
  readonly isPersonal: boolean;
  /** What must end before it can be closed; `null` if nothing must. */
  readonly blocksClosing: OpenWorkAndDebt | null;
}

/**
 * Reads an organization for its settings.
 * @throws RefusedError `organization_not_found`
 */
export async function getOrganizationDetails(
  { homes, pages, books }: Pick<Deps, "homes" | "pages" | "books">,
  orgId: string,
): Promise<OrganizationDetails> {
  const organization = await getOrganization(pages, orgId);
  if (organization === undefined) throw organizationNotFound(orgId);
  const { name, createdAt, closedAt, plan, catalogVersion, owed } = organization;
  const { jobs, holds, endpoints } = await inOrganization(pages, orgId, (tx) => countOpenWork(tx, orgId));
  const { plans } = await books.catalogOf(catalogVersion);
  return {
    orgId,
    name,
    createdAt,
    closedAt,
    plan,
    planTitle: plans[plan]?.title ?? plan,
    isPersonal: await isPersonal(homes.platform, orgId),
    blocksClosing: checkClose({
      balance: organization,
      openJobs: jobs,
      openHolds: holds,
      runningEndpoints: endpoints,
    }).ok
      ? null
      : { owed, jobs, holds, endpoints },
  };
}
