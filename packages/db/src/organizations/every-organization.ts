import type { DataSource } from "typeorm";

/** The organizations of the platform, the first made first: their ids grow with time. For development servers. */
export async function everyOrganization(
  dataSource: DataSource,
  limit: number,
): Promise<{ orgId: string; name: string }[]> {
  return dataSource.query(`SELECT org_id AS "orgId", name FROM organization_registry ORDER BY org_id LIMIT $1`, [
    limit,
  ]);
}

/** Whether there is an organization with that id. */
export async function isOrganization(dataSource: DataSource, orgId: string): Promise<boolean> {
  const rows: unknown[] = await dataSource.query("SELECT FROM organization_registry WHERE org_id = $1", [orgId]);
  return rows.length === 1;
}
