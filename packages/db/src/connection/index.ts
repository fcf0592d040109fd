export type { Pool } from "pg";
export type { DataSource } from "typeorm";
export type { CellCondition, CellGuard, CellState } from "./cell-guard.ts";
export { type Connections, connectionsOf } from "./connections.ts";
export { CRASH_POINTS, type CrashPoint, crashAt, parseCrashAt, reach } from "./crash-points.ts";
export {
  InvariantError,
  isTransient,
  isUniqueViolation,
  OrganizationMissing,
  OrganizationMoved,
  TransientError,
  unavailable,
} from "./errors.ts";
export {
  type CellSource,
  cellOf,
  type Homes,
  homesOf,
  type OrganizationsSource,
  type OrganizationsTx,
  onlyCell,
  type PlatformSource,
  type PlatformTx,
} from "./home-source.ts";
export { acrossOrganizations, inAnyCell, inEveryCell, inOrganization, inPlatform, queryOf } from "./in-home.ts";
export { inOrganizations } from "./in-organizations.ts";
export { newId } from "./new-id.ts";
export { openBatchPool } from "./pools.ts";
export type { Query } from "./query.ts";
export type { Queryable } from "./query-rows.ts";
export { openReadPool } from "./read-pool.ts";
export { type RoleUrls, roleUrls } from "./roles.ts";
export { organizationMoved } from "./routing.ts";
export { inSpan, tracer } from "./spans.ts";
export { StartupError } from "./startup-error.ts";
export { REQUEST_TIMEOUTS } from "./timeouts.ts";
export { traceWith } from "./trace-with.ts";
export { inTransaction, onPool, retrying } from "./transaction.ts";
export { askEveryCell, type CellAnswers, needed, type VerifyCell, type VerifyCells } from "./verify-cells.ts";
