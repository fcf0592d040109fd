import { MemberEntity } from "@scrip/db/access";
import type { OrganizationsTx } from "@scrip/db/connection";
import { type LockedOrganization, lockOrganization } from "@scrip/db/organizations";
import { type Permission, type Role, roleHas } from "@scrip/domain/access";
import { PERMISSION_MEANINGS } from "@scrip/domain/access/meanings";
import type { Caller } from "./deps.ts";
import { organizationNotFound, type RefusedError, refused } from "./refused.ts";

/** An open organization under its lock, and the role of the member who acts. */
export interface LockedAs {
  readonly organization: LockedOrganization;
  /** The role of the member; of a key, an operator and the platform itself that of an owner. */
  readonly role: Role;
}

/**
 * Locks an organization for a change, and looks at the caller's role again: since the call began, the member may have
 * been removed, and the organization closed.
 * @throws RefusedError `organization_not_found`, `permission_missing`, `organization_closed`
 * @source docs/rules.md#members
 */
export async function lockAs(tx: OrganizationsTx, caller: Caller, permission: Permission): Promise<LockedAs> {
  const { orgId, actor } = caller;
  const organization = await lockOpen(tx, orgId);
  if (actor.type !== "member") return { organization, role: "owner" };
  const member = await tx.repository(MemberEntity).findOneBy({ orgId, personId: actor.id ?? "" });
  if (member === null) throw organizationNotFound(orgId);
  const { role } = member;
  if (!roleHas(role, permission))
    throw refused(
      "permission_missing",
      `Your role in this organization is ${role}, which may not ${PERMISSION_MEANINGS[permission]}.`,
      { permission, role },
    );
  return { organization, role };
}

/**
 * Locks an organization that is open.
 * @throws RefusedError `organization_not_found`, `organization_closed`
 */
export async function lockOpen(tx: OrganizationsTx, orgId: string): Promise<LockedOrganization> {
  const organization = await lockOrganization(tx, orgId);
  if (organization === null) throw organizationNotFound(orgId);
  if (organization.isClosed) throw organizationClosed(orgId);
  return organization;
}

/** The refusal of a change of a closed organization. */
export function organizationClosed(orgId: string): RefusedError {
  return refused("organization_closed", "The organization is closed.", { organization: orgId });
}
