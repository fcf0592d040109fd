import type { Answers } from "../../../data/trpc.ts";

export type Job = Answers["jobs"]["list"]["jobs"][number];
type Page = Pick<Answers["jobs"]["list"], "jobs">;

/** What is shown of the jobs, and whether there is a gap in it. */
export interface MergedJobs {
  readonly jobs: readonly Job[];
  /** So many jobs are new that pages are missing between the newest and those that were loaded before. */
  readonly hasGap: boolean;
}

/**
 * Puts the newest jobs, which are always fresh, before the rest of the pages that were loaded by scrolling.
 * @param head the newest page, newest start first
 * @param pages from the newest of a moment ago on, in their order
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

/** Whether a job stands above another one: it started later, or at the same time with a later id. */
function isBefore(one: Job, other: Job): boolean {
  const a = Date.parse(one.startedAt);
  const b = Date.parse(other.startedAt);
  return a === b ? one.id > other.id : a > b;
}
