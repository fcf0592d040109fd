import type { OrganizationsSource } from "../../connection/home-source.ts";
import { readOrganization } from "../../connection/read-organization.ts";
import { filterValues, type JobFilter, jobMatches } from "./job-filter.ts";
import { JOB_LINE, type JobLine, jobLine } from "./job-line.ts";

/** What a list of jobs is sorted by: the start, what they used, their billed time, or their price per hour. */
export type JobSort = "started" | "used" | "time" | "rate";

/** An order of jobs. Jobs with the same value follow by their id, in the same direction. */
export interface JobOrder {
  readonly sort: JobSort;
  readonly direction: "asc" | "desc";
}

/** Where a page of jobs ends: the next one begins after it. */
export interface JobCursor {
  readonly sort: JobSort;
  /** The value of the last job: ms since 1970, micro-USD, ms, or nano-USD an hour in thousandths. */
  readonly value: bigint;
  readonly id: string;
}

/** A page of jobs, and the cursor of the next page. */
export interface JobsPage {
  readonly jobs: readonly JobLine[];
  readonly next: JobCursor | null;
}

/** The value of each sort, as SQL. */
const KEYS: Record<JobSort, string> = {
  started: "started_at",
  used: "charged",
  time: "chargeable_ms",
  rate: "(rate::numeric * units_milli)",
};

/** The same value of a row, as SQL of the parameter `$9`. */
const AFTER: Record<JobSort, string> = {
  started: "$9::timestamptz",
  used: "$9::bigint",
  time: "$9::bigint",
  rate: "$9::numeric",
};

/**
 * Reads a page of an organization's jobs. By start, rows are found by the index in their order. By any other value each
 * page reads the organization's jobs and keeps the first ones: an index on a counter would slow down every charge.
 * @param page `after` is the cursor of the page before; `null` starts with the first job
 * @throws OrganizationMissing
 */
export async function listJobs(
  organizations: OrganizationsSource,
  orgId: string,
  filter: JobFilter,
  page: { order: JobOrder; after: JobCursor | null; limit: number },
): Promise<JobsPage> {
  const { order, after, limit } = page;
  return readOrganization(organizations, orgId, { byKey: order.sort === "started" }, async (query) => {
    const rows = await query({
      text: pageSql(filter, order),
      values: [
        orgId,
        ...filterValues(filter),
        after === null ? null : parameterOf(after),
        after?.id ?? null,
        limit + 1,
      ],
    });
    const jobs = rows.slice(0, limit).map(({ job }) => jobLine(job));
    const last = jobs.at(-1);
    const next = rows.length > limit && last !== undefined ? cursorAt(last, order.sort) : null;
    return { jobs, next };
  });
}

const parameterOf = ({ sort, value }: JobCursor): string =>
  sort === "started" ? new Date(Number(value)).toISOString() : String(value);

function cursorAt(job: JobLine, sort: JobSort): JobCursor {
  const values: Record<JobSort, bigint> = {
    started: BigInt(job.startedAt),
    used: BigInt(job.charged),
    time: BigInt(job.chargeableMs),
    rate: BigInt(job.rateNanos) * BigInt(job.unitsMilli),
  };
  return { sort, value: values[sort], id: job.id };
}

function pageSql(filter: JobFilter, { sort, direction }: JobOrder): string {
  const key = KEYS[sort];
  const isBeyond = direction === "desc" ? "<" : ">";
  const ordered = (row: string) => `ORDER BY ${row}sorted_by ${direction}, ${row}id ${direction}`;
  return `
  WITH picked AS MATERIALIZED (
    SELECT id, ${key} AS sorted_by FROM jobs
    WHERE ${jobMatches(filter)} AND ($9::text IS NULL OR (${key}, id) ${isBeyond} (${AFTER[sort]}, $10::uuid))
    ORDER BY ${key} ${direction}, id ${direction} LIMIT $11
  )
  SELECT ${JOB_LINE} AS job FROM picked JOIN jobs j ON j.org_id = $1 AND j.id = picked.id ${ordered("picked.")}`;
}
