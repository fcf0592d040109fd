export {
  type CreationClaim,
  type CreationSteps,
  createOrganization,
  finishOrganization,
} from "./create-organization.ts";
export {
  everyOrganization,
  findOrganizations,
  isOrganization,
  organizationNames,
  organizationsAfter,
  type RegisteredOrganization,
} from "./every-organization.ts";
export { type LockedOrganization, lockOrganization } from "./lock-organization.ts";
export { countOpenWork, type OpenWork } from "./open-work.ts";
export { OrganizationEntity } from "./organization.entity.ts";
export { getOrganizationAt, type OrganizationAt } from "./organization-at.ts";
export { getOrganization, type Organization } from "./organizations.ts";
export { claimName, createdBy, isPersonal, organizationsNamed, registeredName } from "./registry.ts";
