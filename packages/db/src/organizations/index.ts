export { createOrganization, finishOrganization } from "./create-organization.ts";
export { everyOrganization, isOrganization } from "./every-organization.ts";
export { getOrganization, type Organization } from "./organizations.ts";
