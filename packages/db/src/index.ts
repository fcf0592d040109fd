export type { Pool } from "pg";
export type { DataSource } from "typeorm";
export * from "./activity/index.ts";
export { bigintTypes } from "./bigint-parser.ts";
export { checkLedgerRole, checkServer } from "./boot-check.ts";
export { loadCatalog, publishCatalog } from "./catalogs.ts";
export { type DataSourceOptions, openDataSource } from "./data-source.ts";
export * from "./entities/index.ts";
export { everyOrganization, isOrganization } from "./every-organization.ts";
export * from "./job-pages/index.ts";
export * from "./ledger/index.ts";
export * from "./lineage/index.ts";
export { inOrganizations, seeOrganizations } from "./organization-scope.ts";
export {
  type CreateOrganizationOutcome,
  createOrganization,
  getOrganization,
  listOrganizations,
  type NewOrganization,
  type Organization,
  type OrganizationList,
} from "./organizations.ts";
export * from "./overview/index.ts";
export { type PrepareOptions, prepareDatabase } from "./prepare-database.ts";
export type { Queryable } from "./query-rows.ts";
export * from "./queue/index.ts";
export { ROLES, type Role, type RoleUrls, roleUrls } from "./roles.ts";
export { SCHEMA_VERSION } from "./schema-version.ts";
export { ServiceKeyLookup } from "./service-key-lookup.ts";
export { serviceKeyHash } from "./service-key-text.ts";
export {
  createServiceKey,
  findServiceKeys,
  listServiceKeys,
  type NewServiceKey,
  revokeServiceKey,
  type ServiceKey,
} from "./service-keys.ts";
export { StartupError } from "./startup-error.ts";
export { MIGRATION_TIMEOUTS, REQUEST_TIMEOUTS, type Timeouts, VERIFY_TIMEOUTS } from "./timeouts.ts";
