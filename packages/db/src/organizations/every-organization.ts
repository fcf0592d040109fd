import type { PlatformSource, PlatformTx } from "../connection/home-source.ts";

/** Leaves out an organization that is claimed but not created yet. */
export const IS_MADE =
  "NOT EXISTS (SELECT FROM platform_due WHERE kind = 'create_organization' AND ref = org_id::text)";

/** All organizations, oldest first: their ids grow with time. For development servers. */
export async function everyOrganization(
  platform: PlatformSource,
  limit: number,
): Promise<{ orgId: string; name: string }[]> {
  return platform.query(
    `SELECT org_id AS "orgId", name FROM organization_registry WHERE ${IS_MADE} ORDER BY org_id LIMIT $1`,
    [limit],
  );
}

/** The ids of organizations after this one, in their order. */
export async function organizationsAfter(platform: PlatformSource, orgId: string, limit: number): Promise<string[]> {
  const rows: { orgId: string }[] = await platform.query(
    `SELECT org_id AS "orgId" FROM organization_registry WHERE org_id > $1 AND ${IS_MADE} ORDER BY org_id LIMIT $2`,
    [orgId, limit],
  );
  return rows.map(({ orgId: each }) => each);
}

/** An organization as the platform registers it. */
export interface RegisteredOrganization {
  readonly orgId: string;
  readonly name: string;
  /** The owner of the platform key that created it. */
  readonly owner: string;
}

/**
 * Organizations of every owner whose name has this text in it, whatever its case, oldest first.
 * @param search empty text finds all
 */
export async function findOrganizations(
  platform: PlatformSource,
  search: string,
  limit: number,
): Promise<RegisteredOrganization[]> {
  return platform.query(
    `SELECT org_id AS "orgId", name, owner FROM organization_registry
      WHERE strpos(lower(name), lower($1)) > 0 AND ${IS_MADE} ORDER BY org_id LIMIT $2`,
    [search, limit],
  );
}

/** The names of organizations by their ids. An id without an organization is not in the map. */
export async function organizationNames(
  platform: PlatformSource | PlatformTx,
  orgIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows: { orgId: string; name: string }[] = await platform.query(
    `SELECT org_id AS "orgId", name FROM organization_registry WHERE org_id = ANY ($1) AND ${IS_MADE}`,
    [orgIds],
  );
  return new Map(rows.map(({ orgId, name }) => [orgId, name]));
}

/** Whether an organization with that id exists. */
export async function isOrganization(platform: PlatformSource, orgId: string): Promise<boolean> {
  const rows: unknown[] = await platform.query(`SELECT FROM organization_registry WHERE org_id = $1 AND ${IS_MADE}`, [
    orgId,
  ]);
  return rows.length === 1;
}
