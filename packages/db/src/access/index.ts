export { appendAudit } from "./audit/append-audit.ts";
export { appendPlatformAudit } from "./audit/append-platform-audit.ts";
export { type ErasedPerson, erasePersonFromAudit } from "./audit/erase-person.ts";
export { relayAuthEvents } from "./audit/relay-auth-events.ts";
export { type NewAuthEvent, writeAuthEvent } from "./auth-events.ts";
export { InvitationEntity, type InvitationRow } from "./invitation.entity.ts";
export {
  findInvitationToken,
  invitationTokenHash,
  newInvitationToken,
  settleInvitation,
} from "./invitation-tokens.ts";
export {
  countSeats,
  endAccepted,
  findInvitation,
  findOwnerInvitation,
  findStandingInvitation,
  insertInvitation,
  isStanding,
  markAccepted,
  markRevoked,
  resendInvitation,
  type Seats,
  standingInvitations,
} from "./invitations.ts";
export { isInvitationOpen } from "./is-invitation-open.ts";
export { MemberEntity, type MemberRow } from "./member.entity.ts";
export { claimMembership, insertMember, markMembership, organizationsOf, ownerOf, roleOf } from "./members.ts";
export {
  InvitationTokenEntity,
  type InvitationTokenRow,
  MembershipEntity,
  type MembershipRow,
  SignupCreditEntity,
  type SignupCreditRow,
} from "./membership.entity.ts";
export { settleMembership } from "./membership-index.ts";
export { type Membership, type Memberships, membersAmong, membershipsOf } from "./memberships.ts";
export { erasePerson, findPeople, findPersonByEmail, type Person } from "./people.ts";
export { ServiceKeyLookup } from "./service-key-lookup.ts";
export { serviceKeyHash } from "./service-key-text.ts";
export { ServiceKeyUses } from "./service-key-uses.ts";
export {
  createServiceKey,
  findServiceKeysById,
  getServiceKey,
  listServiceKeys,
  listServiceKeysOf,
  lockCeilingVersion,
  type NewServiceKey,
  renameServiceKey,
  revokeServiceKey,
  type ServiceKey,
  setServiceKeyCeiling,
} from "./service-keys.ts";
export {
  endSessions,
  findSessions,
  keepSession,
  type ListedSession,
  listSessions,
  markSecondFactor,
  type PersonSession,
  renewSession,
} from "./sessions.ts";
export { claimSignupCredit } from "./signup-credits.ts";
export {
  addSsoProof,
  changeSso,
  changeSsoProof,
  changeSsoSettings,
  checkDomainTomorrow,
  claimSsoDomain,
  endDomainChecks,
  lockSsoSettings,
  organizationOfDomain,
  organizationOfProvider,
  publishSso,
  readSsoSettings,
  recordSsoJoin,
  removeSsoProof,
  type SsoOrganization,
  type SsoProofRow,
  type SsoSettings,
  ssoOfDomain,
  ssoOfOrganization,
  ssoProviderId,
} from "./sso/index.ts";
export { eraseInvitations, organizationsWithTraces, type TracedPerson } from "./traces.ts";
export { forgetTries, type TryLimit, takeTries } from "./tries.ts";
export { claimCode } from "./used-codes.ts";
