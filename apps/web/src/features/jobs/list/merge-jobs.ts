import type { Answers } from "../../../data/trpc.ts";

export type Job = Answers["jobs"]["list"]["jobs"][number];
type Page = Pick<Answers["jobs"]["list"], "jobs">;

/** The loaded jobs, and whether some are missing between them. */
export interface MergedJobs {
  readonly jobs: readonly Job[];
  /** So many jobs are new that some are missing between the newest page and the older pages. */
  readonly hasGap: boolean;
}

/**
 * Merges the newest page, which is live, with the pages that scrolling has loaded.
 * @param head the newest page, newest start first
 * @param pages the loaded pages in order; the first is an earlier state of the newest page
 */
export function mergeJobs(head: Page | undefined, pages: readonly Page[]): MergedJobs {
  const newest = head?.jobs ?? [];
  const older = pages.flatMap(({ jobs }) => jobs);
  const last = newest.at(-1);
  const first = older[0];
  if (last === undefined || first === undefined) return { jobs: newest, hasGap: false };
  const rest = older.filter((job) => isBefore(last, job));
  return { jobs: [...newest, ...rest], hasGap: isBefore(last, first) };
}

/** Whether a job is listed above another one: it started later, or at the same time with a later id. */
function isBefore(one: Job, other: Job): boolean {
  const a = Date.parse(one.startedAt);
  const b = Date.parse(other.startedAt);
  return a === b ? one.id > other.id : a > b;
}
