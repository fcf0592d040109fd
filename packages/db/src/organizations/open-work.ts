import type { OrganizationsTx } from "../connection/home-source.ts";

/** Work of an organization that has not ended. */
export interface OpenWork {
  /** Jobs that run, are paused, or went silent. */
  readonly jobs: number;
  /** Open holds that belong to no job. */
  readonly holds: number;
  /** Endpoints that run. */
  readonly endpoints: number;
}

/** Counts the work of an organization that has not ended. */
export async function countOpenWork(tx: OrganizationsTx, orgId: string): Promise<OpenWork> {
  const [open] = await tx.query<[OpenWork]>(
    `SELECT
      (SELECT count(*)::int FROM jobs WHERE org_id = $1 AND ended_at IS NULL) AS jobs,
      (SELECT count(*)::int FROM holds WHERE org_id = $1 AND state = 'open' AND job_id IS NULL) AS holds,
      (SELECT count(*)::int FROM endpoints WHERE org_id = $1 AND state = 'running') AS endpoints`,
    [orgId],
  );
  return open;
}
