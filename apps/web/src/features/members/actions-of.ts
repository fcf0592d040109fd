import { checkGivenRole, checkRemoval, checkRoleChange, ROLES, type Role, roleHas } from "@scrip/domain/access";
import type { Member } from "./use-members.ts";

/** Whether a member with this role may invite people. */
export const mayInvite = (own: Role): boolean => roleHas(own, "members:write");

/** The roles that a member with this role may give in an invitation. */
export const rolesToGive = (own: Role): readonly Role[] => ROLES.filter((role) => checkGivenRole(own, role).ok);

/** What a member may do with another one, or with their own membership, by the rules that the server applies. */
export function actionsOf(own: Role, { role, isYou }: Pick<Member, "role" | "isYou">) {
  const isManager = roleHas(own, "members:write");
  const others = ROLES.filter((to) => to !== role && checkRoleChange({ by: own, from: role, to }).ok);
  return {
    roles: isManager && role !== "owner" ? others : [],
    canTransfer: !isYou && roleHas(own, "organization:transfer"),
    canRemove: !isYou && isManager && checkRemoval({ by: own, of: role }).ok,
    canLeave: isYou && role !== "owner",
  };
}
