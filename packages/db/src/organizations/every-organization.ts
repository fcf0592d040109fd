import type { PlatformSource } from "../connection/home-source.ts";

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

/** Whether an organization with that id exists. */
export async function isOrganization(platform: PlatformSource, orgId: string): Promise<boolean> {
  const rows: unknown[] = await platform.query(`SELECT FROM organization_registry WHERE org_id = $1 AND ${IS_MADE}`, [
    orgId,
  ]);
  return rows.length === 1;
}
