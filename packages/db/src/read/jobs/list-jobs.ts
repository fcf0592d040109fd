import type { Instant, JobState } from "@scrip/domain/ledger";
import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { JOB_LINE, type JobLine, jobLine } from "./job-line.ts";

/** The conditions of a list of jobs; a job must match all of them. */
export interface JobFilter {
  readonly states?: readonly JobState[] | undefined;
  readonly project?: string | undefined;
  readonly member?: string | undefined;
  readonly resource?: string | undefined;
  /** The beginning of the caller's name for a job. */
  readonly search?: string | undefined;
}

/** Where a page of jobs ends: the next one begins after it. */
export interface JobCursor {
  readonly startedAt: Instant;
  readonly id: string;
}

/** A page of jobs, and the cursor of the next page. */
export interface JobsPage {
  readonly jobs: readonly JobLine[];
  readonly next: JobCursor | null;
}

/** The states of jobs that have not ended. A partial index finds these jobs among any number of ended ones. */
const LIVE: readonly JobState[] = ["running", "paused", "silent"];

/**
 * Reads a page of an organization's jobs, the newest start first.
 * @param page `after` is the cursor of the page before; `null` starts with the newest
 * @throws OrganizationMissing
 */
export async function listJobs(
  organizations: OrganizationsSource,
  orgId: string,
  filter: JobFilter,
  page: { after: JobCursor | null; limit: number },
): Promise<JobsPage> {
  return readOrganization(organizations, orgId, { byKey: true }, async (query) => {
    const { states, project, member, resource, search } = filter;
    const rows = await query({
      text: pageSql(states?.every((state) => LIVE.includes(state)) ?? false),
      values: [
        orgId,
        page.after === null ? null : new Date(page.after.startedAt).toISOString(),
        page.after?.id ?? null,
        page.limit + 1,
        states ?? null,
        project ?? null,
        member ?? null,
        resource ?? null,
        search ?? null,
      ],
    });
    const jobs = rows.slice(0, page.limit).map(({ job }) => jobLine(job));
    const last = jobs.at(-1);
    const next = rows.length > page.limit && last !== undefined ? { startedAt: last.startedAt, id: last.id } : null;
    return { jobs, next };
  });
}

const pageSql = (onlyLive: boolean) => `
  WITH picked AS MATERIALIZED (
    SELECT id FROM jobs
    WHERE org_id = $1 AND ($2::timestamptz IS NULL OR (started_at, id) < ($2, $3::uuid))
      AND ($5::text[] IS NULL OR state = ANY ($5)) ${onlyLive ? "AND ended_at IS NULL" : ""}
      AND ($6::text IS NULL OR project = $6) AND ($7::text IS NULL OR member = $7)
      AND ($8::text IS NULL OR resource = $8) AND ($9::text IS NULL OR starts_with(ref, $9))
    ORDER BY started_at DESC, id DESC LIMIT $4
  )
  SELECT ${JOB_LINE} AS job FROM picked JOIN jobs j ON j.org_id = $1 AND j.id = picked.id
  ORDER BY j.started_at DESC, j.id DESC`;
