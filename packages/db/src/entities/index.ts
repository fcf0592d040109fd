import { ActivitySeriesEntity } from "./activity-series.entity.ts";
import { CatalogVersionEntity } from "./catalog-version.entity.ts";
import { DebtEntity } from "./debt.entity.ts";
import { DueEntity } from "./due.entity.ts";
import { EntryEntity } from "./entry.entity.ts";
import { GrantEntity } from "./grant.entity.ts";
import { GrantMarkEntity } from "./grant-mark.entity.ts";
import { HoldEntity } from "./hold.entity.ts";
import { HoldSliceEntity } from "./hold-slice.entity.ts";
import { IdempotencyKeyEntity } from "./idempotency-key.entity.ts";
import { JobEntity } from "./job.entity.ts";
import { JobChargeEntity } from "./job-charge.entity.ts";
import { MarkedBlockEntity } from "./marked-block.entity.ts";
import { OrganizationEntity } from "./organization.entity.ts";
import { OrganizationRegistryEntity } from "./organization-registry.entity.ts";
import { PostingEntity } from "./posting.entity.ts";
import { ScheduledGrantEntity } from "./scheduled-grant.entity.ts";
import { ServiceKeyEntity } from "./service-key.entity.ts";

/** Every table of Scrip. */
export const entities = [
  ActivitySeriesEntity,
  CatalogVersionEntity,
  DebtEntity,
  DueEntity,
  EntryEntity,
  GrantEntity,
  GrantMarkEntity,
  HoldSliceEntity,
  HoldEntity,
  IdempotencyKeyEntity,
  JobChargeEntity,
  JobEntity,
  MarkedBlockEntity,
  OrganizationRegistryEntity,
  OrganizationEntity,
  PostingEntity,
  ScheduledGrantEntity,
  ServiceKeyEntity,
];

export { ActivitySeriesEntity, type ActivitySeriesRow } from "./activity-series.entity.ts";
export { CatalogVersionEntity, type CatalogVersionRow } from "./catalog-version.entity.ts";
export { DebtEntity, type DebtRow } from "./debt.entity.ts";
export { DueEntity, type DueKind, type DueRow } from "./due.entity.ts";
export { EntryEntity, type EntryRow } from "./entry.entity.ts";
export { GrantEntity, type GrantRow } from "./grant.entity.ts";
export { GrantMarkEntity, type GrantMarkRow } from "./grant-mark.entity.ts";
export { HoldEntity, type HoldRow } from "./hold.entity.ts";
export { HoldSliceEntity, type HoldSliceRow } from "./hold-slice.entity.ts";
export { IdempotencyKeyEntity, type IdempotencyKeyRow } from "./idempotency-key.entity.ts";
export { JobEntity, type JobRow } from "./job.entity.ts";
export { JobChargeEntity, type JobChargeRow } from "./job-charge.entity.ts";
export { MarkedBlockEntity, type MarkedBlockRow } from "./marked-block.entity.ts";
export { OrganizationEntity, type OrganizationRow } from "./organization.entity.ts";
export { OrganizationRegistryEntity, type OrganizationRegistryRow } from "./organization-registry.entity.ts";
export { PostingEntity, type PostingRow } from "./posting.entity.ts";
export { ScheduledGrantEntity, type ScheduledGrantRow } from "./scheduled-grant.entity.ts";
export { ServiceKeyEntity, type ServiceKeyRow } from "./service-key.entity.ts";
