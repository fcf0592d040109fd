import type { JobState } from "@scrip/domain/ledger";
import { askEveryCell, type VerifyCells } from "../../connection/verify-cells.ts";

/** A job of some organization. */
export interface JobFound {
  readonly orgId: string;
  readonly organization: string;
  /** The caller's name for the job. */
  readonly job: string;
  readonly state: JobState;
}

const ID = /^(?:job_)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** What was found, without the cells that did not answer. */
export interface JobsFound {
  /** The newest organization first. */
  readonly jobs: readonly JobFound[];
  readonly away: readonly string[];
}

/** Keys of jobs begin with the organization, so this looks the job up in one organization after the other. */
const BY_REF = `
  SELECT o.org_id AS "orgId", o.name AS organization, j.ref AS job, j.state
  FROM organizations o CROSS JOIN LATERAL (
    SELECT ref, state FROM jobs WHERE jobs.org_id = o.org_id AND jobs.ref = $1 LIMIT 1) j
  WHERE o.moved_to IS NULL ORDER BY o.org_id DESC LIMIT $2`;

const BY_ID = `
  SELECT o.org_id AS "orgId", o.name AS organization, j.ref AS job, j.state
  FROM organizations o CROSS JOIN LATERAL (
    SELECT ref, state FROM jobs WHERE jobs.org_id = o.org_id AND jobs.id = $1 LIMIT 1) j
  WHERE o.moved_to IS NULL LIMIT $2`;

/**
 * Finds jobs of all organizations by their whole name or their id.
 * @param verify the pools of the role that reads all organizations and writes nothing
 */
export async function findJobsEverywhere(verify: VerifyCells, text: string, limit: number): Promise<JobsFound> {
  const [, id = null] = ID.exec(text) ?? [];
  const { answers, away } = await askEveryCell(verify, async ({ pool }) => {
    const values = [id?.toLowerCase() ?? text, limit];
    return (await pool.query<JobFound>(id === null ? BY_REF : BY_ID, values)).rows;
  });
  const jobs = answers.flat().toSorted((one, other) => (one.orgId < other.orgId ? 1 : -1));
  return { jobs: jobs.slice(0, limit), away };
}
