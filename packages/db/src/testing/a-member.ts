import type { Role } from "@scrip/domain/access";
import { claimMembership, insertMember, markMembership } from "../access/members.ts";
import type { Homes } from "../connection/home-source.ts";
import { inOrganization, inPlatform } from "../connection/in-home.ts";

/** Makes a person a member of an organization. */
export async function aMember(
  homes: Homes,
  { orgId, personId, role = "owner" }: { readonly orgId: string; readonly personId: string; readonly role?: Role },
): Promise<void> {
  await inPlatform(homes.platform, (tx) => claimMembership(tx, personId, orgId));
  await inOrganization(homes.organizations, orgId, (tx) => insertMember(tx, { orgId, personId, role }));
  await markMembership(homes.platform, personId, orgId);
}
