export { everyOrganization, isOrganization } from "./every-organization.ts";
export { createOrganization, getOrganization, type Organization } from "./organizations.ts";
