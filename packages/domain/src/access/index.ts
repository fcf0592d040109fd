export { creditEmail, normalEmail } from "./email.ts";
export {
  checkGivenRole,
  checkLeave,
  checkRemoval,
  checkRoleChange,
  type MemberRefusal,
} from "./members/change-member.ts";
export { INVITATION_MS, type InvitationState, type InvitationTerms, isOpenInvitation } from "./members/invitation.ts";
export { passwordProblem } from "./password.ts";
export {
  PERMISSIONS,
  type Permission,
  type PermissionSpec,
  PLATFORM_SCOPES,
  ROLES,
  type Role,
  roleHas,
  SCOPES,
  type Scope,
  scopeOf,
} from "./permissions.ts";
