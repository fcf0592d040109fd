import { claimMembership, insertMember, markMembership } from "@scrip/db/access";
import { type Homes, inOrganization, inPlatform } from "@scrip/db/connection";

/** Makes a person the owner of an organization of the demo, which has no member yet. Safe to repeat. */
export async function makeOwner(homes: Homes, orgId: string, personId: string): Promise<void> {
  await inPlatform(homes.platform, (tx) => claimMembership(tx, personId, orgId));
  await inOrganization(homes.organizations, orgId, (tx) => insertMember(tx, { orgId, personId, role: "owner" }));
  await markMembership(homes.platform, personId, orgId);
}
