export type { Pool } from "pg";
export type { DataSource } from "typeorm";
export { crashAt, parseCrashAt } from "./crash-points.ts";
export { InvariantError, isTransient, OrganizationMissing, TransientError, unavailable } from "./errors.ts";
export { openBatchPool } from "./pools.ts";
export { openReadPool } from "./read-pool.ts";
export { type RoleUrls, roleUrls } from "./roles.ts";
export { StartupError } from "./startup-error.ts";
