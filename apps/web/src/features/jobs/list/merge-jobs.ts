import type { Answers } from "../../../data/trpc.ts";
import type { JobsOrder } from "./jobs-filter.ts";

export type Job = Answers["jobs"]["list"]["jobs"][number];
type Page = Pick<Answers["jobs"]["list"], "jobs">;

/** The loaded jobs, and whether some are missing between them. */
export interface MergedJobs {
  readonly jobs: readonly Job[];
  /** So many jobs are new that some are missing between the first page and the pages behind it. */
  readonly hasGap: boolean;
}

/**
 * Merges the first page, which is live, with the pages that scrolling has loaded.
 * @param head the first page, in the order
 * @param pages the loaded pages in order; the first is an earlier state of `head`
 */
export function mergeJobs(head: Page | undefined, pages: readonly Page[], order: JobsOrder): MergedJobs {
  const newest = head?.jobs ?? [];
  const older = pages.flatMap(({ jobs }) => jobs);
  const last = newest.at(-1);
  const first = older[0];
  if (last === undefined || first === undefined) return { jobs: newest, hasGap: false };
  // What a job used changes, so it may be on two pages. The first page is newer than the others.
  const seen = new Set(newest.map(({ id }) => id));
  const rest = older.filter((job) => isBefore(last, job, order) && !seen.has(job.id) && seen.add(job.id));
  return { jobs: [...newest, ...rest], hasGap: isBefore(last, first, order) };
}

/** Whether a job is listed above another one. Jobs with the same value are in the order of their ids. */
function isBefore(one: Job, other: Job, { sort, direction }: JobsOrder): boolean {
  const a = VALUES[sort](one);
  const b = VALUES[sort](other);
  const isLarger = a === b ? one.id > other.id : a > b;
  const isSame = a === b && one.id === other.id;
  return !isSame && isLarger === (direction === "desc");
}

const VALUES: Record<JobsOrder["sort"], (job: Job) => bigint> = {
  started: ({ startedAt }) => BigInt(Date.parse(startedAt)),
  used: ({ charged }) => BigInt(charged),
  time: ({ chargeableMs }) => BigInt(chargeableMs),
  rate: ({ rateNanos, unitsMilli }) => BigInt(rateNanos) * BigInt(unitsMilli),
};
