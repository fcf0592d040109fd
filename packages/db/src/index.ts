export type { Pool } from "pg";
export type { DataSource } from "typeorm";
export { ServiceKeyLookup } from "./access/service-key-lookup.ts";
export { serviceKeyHash } from "./access/service-key-text.ts";
export {
  createServiceKey,
  findServiceKeys,
  listServiceKeys,
  type NewServiceKey,
  revokeServiceKey,
  type ServiceKey,
} from "./access/service-keys.ts";
export { checkLedgerRole, checkServer } from "./boot/boot-check.ts";
export { type PrepareOptions, prepareDatabase } from "./boot/prepare-database.ts";
export { loadCatalog, publishCatalog } from "./catalog/catalogs.ts";
export { bigintTypes } from "./connection/bigint-parser.ts";
export { inOrganizations, seeOrganizations } from "./connection/organization-scope.ts";
export type { Queryable } from "./connection/query-rows.ts";
export { ROLES, type Role, type RoleUrls, roleUrls } from "./connection/roles.ts";
export { StartupError } from "./connection/startup-error.ts";
export { MIGRATION_TIMEOUTS, REQUEST_TIMEOUTS, type Timeouts, VERIFY_TIMEOUTS } from "./connection/timeouts.ts";
export * from "./ledger/index.ts";
export { everyOrganization, isOrganization } from "./organizations/every-organization.ts";
export {
  type CreateOrganizationOutcome,
  createOrganization,
  getOrganization,
  listOrganizations,
  type NewOrganization,
  type Organization,
  type OrganizationList,
} from "./organizations/organizations.ts";
export * from "./queue/index.ts";
export * from "./read/activity/index.ts";
export * from "./read/jobs/index.ts";
export * from "./read/lineage/index.ts";
export * from "./read/overview/index.ts";
export { type DataSourceOptions, openDataSource } from "./schema/data-source.ts";
export * from "./schema/entities.ts";
export { SCHEMA_VERSION } from "./schema/schema-version.ts";
