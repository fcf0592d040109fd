import type { JobState } from "@scrip/domain/ledger";
import type { Pool } from "pg";

/** A job of some organization. */
export interface JobFound {
  readonly orgId: string;
  readonly organization: string;
  /** The caller's name for the job. */
  readonly job: string;
  readonly state: JobState;
}

const ID = /^(?:job_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Keys of jobs begin with the organization, so this looks the job up in one organization after the other. */
const BY_REF = `
  SELECT o.org_id AS "orgId", o.name AS organization, j.ref AS job, j.state
  FROM organizations o CROSS JOIN LATERAL (
    SELECT ref, state FROM jobs WHERE jobs.org_id = o.org_id AND jobs.ref = $1 LIMIT 1) j
  ORDER BY o.org_id DESC LIMIT $2`;

const BY_ID = `
  SELECT o.org_id AS "orgId", o.name AS organization, j.ref AS job, j.state
  FROM organizations o CROSS JOIN LATERAL (
    SELECT ref, state FROM jobs WHERE jobs.org_id = o.org_id AND jobs.id = $1 LIMIT 1) j
  LIMIT $2`;

/**
 * Finds jobs of all organizations by their whole name or their id.
 * @param verify the pool of the role that reads all organizations and writes nothing
 */
export async function findJobsEverywhere(verify: Pool, text: string, limit: number): Promise<readonly JobFound[]> {
  const [, id = null] = ID.exec(text) ?? [];
  const { rows } =
    id === null
      ? await verify.query<JobFound>(BY_REF, [text, limit])
      : await verify.query<JobFound>(BY_ID, [id.toLowerCase(), limit]);
  return rows;
}
