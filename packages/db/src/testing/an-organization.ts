import { hash, randomUUIDv7 } from "node:crypto";
import type { Instant } from "@scrip/domain/ledger";
import { publishCatalog } from "../catalog/publish-catalog.ts";
import type { Homes } from "../connection/home-source.ts";
import { createOrganization } from "../organizations/create-organization.ts";
import type { Organization } from "../organizations/organizations.ts";

const CATALOG = JSON.stringify({ note: "a catalog that no rule reads" });

/** Makes an organization with a unique name. @returns the organization */
export async function anOrganization(
  homes: Homes,
  { clockAt = null, catalog = CATALOG }: { clockAt?: Instant | null; catalog?: string } = {},
): Promise<Organization> {
  const catalogVersion = await publishCatalog(homes, catalog, 0);
  const orgId = randomUUIDv7();
  const names = { owner: "tests", name: `Organization ${orgId}`, creationKey: orgId };
  const outcome = await createOrganization(homes, {
    ...names,
    payloadHash: hash("sha256", orgId),
    orgId,
    clockAt,
    catalogVersion,
    plan: "free",
    ownerPerson: null,
    ownerEmail: null,
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.organization;
}
