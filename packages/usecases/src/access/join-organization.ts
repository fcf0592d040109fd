import { countSeats, MemberEntity } from "@scrip/db/access";
import { inOrganization, type OrganizationsTx } from "@scrip/db/connection";
import type { Role } from "@scrip/domain/access";
import type { CallOrigin, Deps } from "../deps.ts";
import { lockOpen } from "../lock-as.ts";
import { join, writeMember } from "./join.ts";
import { requireSeat, takenOf } from "./seats.ts";

/** A person who joins an organization by a rule of it, such as single sign-on. */
export interface JoiningByRule {
  readonly orgId: string;
  readonly personId: string;
  readonly role: Exclude<Role, "owner">;
  readonly from: CallOrigin;
}

/**
 * Makes a person a member by a rule of the organization instead of an invitation, with a seat of the plan. Safe to repeat.
 * @returns the role: of a person who is a member already, the present one
 * @throws RefusedError `limit_reached`, `organization_closed`, `organization_not_found`
 * @source docs/rules.md#members
 */
export async function joinOrganization(
  deps: Pick<Deps, "homes" | "books">,
  { orgId, personId, role, from }: JoiningByRule,
): Promise<Role> {
  const present = await inOrganization(deps.homes.organizations, orgId, (tx) => presentRole(tx, orgId, personId));
  if (present !== null) return present;
  return join(deps.homes, { orgId, personId, invitationId: null }, async (tx) => {
    const organization = await lockOpen(tx, orgId);
    const presentNow = await presentRole(tx, orgId, personId);
    if (presentNow !== null) return presentNow;
    await requireSeat(deps, tx, organization, takenOf(await countSeats(tx, orgId)));
    await writeMember(tx, { orgId, personId, role, from, target: { type: "person", id: personId } });
    return role;
  });
}

async function presentRole(tx: OrganizationsTx, orgId: string, personId: string): Promise<Role | null> {
  return (await tx.repository(MemberEntity).findOneBy({ orgId, personId }))?.role ?? null;
}
