import type { Balance, Instant } from "@scrip/domain/ledger";
import type { OrganizationsSource, PlatformSource } from "../connection/home-source.ts";
import { inOrganization } from "../connection/in-home.ts";
import { IS_MADE } from "./every-organization.ts";
import { OrganizationEntity, type OrganizationRow } from "./organization.entity.ts";

/** An organization and the head of its ledger. */
export interface Organization extends Balance {
  readonly orgId: string;
  readonly name: string;
  readonly createdAt: Instant;
  /** The time of the test clock. `null` means that the organization follows PostgreSQL's clock. */
  readonly clockAt: Instant | null;
  readonly catalogVersion: number;
  /** The plan's id in that catalog. */
  readonly plan: string;
  /** Since when nothing new starts; `null` while the organization is open. */
  readonly closedAt: Instant | null;
  /** The number of the last entry, 0 before the first. */
  readonly seq: number;
  /** The time of the last entry, or of the creation. */
  readonly at: Instant;
}

/** The organization, or `undefined` if no organization has that id. */
export async function getOrganization(
  organizations: OrganizationsSource,
  orgId: string,
): Promise<Organization | undefined> {
  return inOrganization(organizations, orgId, async (tx) => {
    const row = await tx.repository(OrganizationEntity).findOneBy({ orgId });
    return row === null ? undefined : toOrganization(row);
  });
}

export interface OrganizationList {
  readonly owner: string;
  readonly namePrefix?: string;
  /** The last name of the previous page. */
  readonly after?: string;
  /** 100 if not given. */
  readonly limit?: number;
}

/** One page of an owner's organizations, sorted by name. */
export async function listOrganizations(
  platform: PlatformSource,
  { owner, namePrefix = "", after = "", limit = 100 }: OrganizationList,
): Promise<{ orgId: string; name: string }[]> {
  return platform.query(
    `SELECT org_id AS "orgId", name FROM organization_registry
      WHERE owner = $1 AND starts_with(name, $2) AND name > $3 AND ${IS_MADE} ORDER BY name LIMIT $4`,
    [owner, namePrefix, after, limit],
  );
}

/** Converts a row to an organization. */
export function toOrganization(row: OrganizationRow): Organization {
  const { orgId, name, catalogVersion, plan, seq, available, reserved, owed } = row;
  const times = {
    createdAt: row.createdAt.getTime(),
    clockAt: row.clockAt?.getTime() ?? null,
    at: row.at.getTime(),
    closedAt: row.closedAt?.getTime() ?? null,
  };
  return { orgId, name, catalogVersion, plan, seq, available, reserved, owed, ...times };
}
