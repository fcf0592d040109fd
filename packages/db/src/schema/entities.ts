import { ServiceKeyEntity } from "../access/service-key.entity.ts";
import { CatalogCopyEntity } from "../catalog/catalog-copy.entity.ts";
import { CatalogVersionEntity } from "../catalog/catalog-version.entity.ts";
import { PlatformDueEntity } from "../claims/platform-due.entity.ts";
import { DueEntity } from "../due/due.entity.ts";
import { ActivitySeriesEntity } from "../ledger/entities/activity-series.entity.ts";
import { DebtEntity } from "../ledger/entities/debt.entity.ts";
import { EntryEntity } from "../ledger/entities/entry.entity.ts";
import { GrantEntity } from "../ledger/entities/grant.entity.ts";
import { GrantMarkEntity } from "../ledger/entities/grant-mark.entity.ts";
import { HoldEntity } from "../ledger/entities/hold.entity.ts";
import { HoldSliceEntity } from "../ledger/entities/hold-slice.entity.ts";
import { IdempotencyKeyEntity } from "../ledger/entities/idempotency-key.entity.ts";
import { JobEntity } from "../ledger/entities/job.entity.ts";
import { JobChargeEntity } from "../ledger/entities/job-charge.entity.ts";
import { MarkedBlockEntity } from "../ledger/entities/marked-block.entity.ts";
import { PostingEntity } from "../ledger/entities/posting.entity.ts";
import { ScheduledGrantEntity } from "../ledger/entities/scheduled-grant.entity.ts";
import { OrganizationEntity } from "../organizations/organization.entity.ts";
import { OrganizationRegistryEntity } from "../organizations/organization-registry.entity.ts";

/** Every table of Scrip. */
export const entities = [
  ActivitySeriesEntity,
  CatalogCopyEntity,
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
  PlatformDueEntity,
  PostingEntity,
  ScheduledGrantEntity,
  ServiceKeyEntity,
];
