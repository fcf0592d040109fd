import { describe, expect, it } from "vitest";
import { type Job, mergeJobs } from "./merge-jobs.ts";

/** A job that started at a minute of the day. */
function aJob(minute: number, changes: Partial<Job> = {}): Job {
  return {
    job: `job-${minute}`,
    id: `job_${minute}`,
    resource: "gpu.l40s",
    work: "training",
    mode: "epochs",
    state: "running",
    rateNanos: "440000000",
    priceShape: null,
    unitsMilli: 1000,
    pausedMs: 0,
    project: null,
    member: null,
    endedAt: null,
    chargeableMs: 0,
    charged: "0",
    held: "0",
    perHour: "0",
    pause: null,
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    ...changes,
  };
}
const page = (...minutes: number[]) => ({ jobs: minutes.map((minute) => aJob(minute)) });
const BY_START = { sort: "started", direction: "desc" } as const;
const names = (jobs: readonly Job[]) => jobs.map(({ job }) => job);

describe("mergeJobs", () => {
  it("shows the newest page alone while nothing else is loaded", () => {
    expect(names(mergeJobs(page(3, 2, 1), [], BY_START).jobs)).toEqual(["job-3", "job-2", "job-1"]);
    expect(mergeJobs(undefined, [], BY_START)).toEqual({ jobs: [], hasGap: false });
  });

  it("keeps every job once, in order, when new ones push others off the newest page", () => {
    const merged = mergeJobs(page(6, 5, 4), [page(5, 4, 3), page(2, 1)], BY_START);
    expect(names(merged.jobs)).toEqual(["job-6", "job-5", "job-4", "job-3", "job-2", "job-1"]);
    expect(merged.hasGap).toBe(false);
  });

  it("drops jobs that no longer match the filter", () => {
    expect(names(mergeJobs(page(6, 4), [page(6, 5, 4), page(3)], BY_START).jobs)).toEqual(["job-6", "job-4", "job-3"]);
  });

  it("prefers the newest page's version of a job", () => {
    const head = { jobs: [aJob(2, { state: "completed" })] };
    expect(mergeJobs(head, [page(2, 1)], BY_START).jobs.map(({ state }) => state)).toEqual(["completed", "running"]);
  });

  it("reports a gap if jobs in between are missing", () => {
    expect(mergeJobs(page(9, 8), [page(4, 3)], BY_START).hasGap).toBe(true);
  });

  it("orders jobs with the same start by their id", () => {
    const at = aJob(1).startedAt;
    const older = aJob(1, { id: "job_a" });
    const newer = aJob(1, { id: "job_b", startedAt: at });
    expect(mergeJobs({ jobs: [newer] }, [{ jobs: [newer, older] }], BY_START).jobs.map(({ id }) => id)).toEqual([
      "job_b",
      "job_a",
    ]);
  });

  it("follows any order, and shows a job once even if its value has changed", () => {
    const used = (minute: number, charged: string) => aJob(minute, { charged });
    const head = { jobs: [used(1, "9"), used(2, "8")] };
    const pages = [{ jobs: [used(2, "8"), used(3, "7")] }, { jobs: [used(1, "6"), used(4, "5"), used(4, "5")] }];
    const merged = mergeJobs(head, pages, { sort: "used", direction: "desc" });
    expect(names(merged.jobs)).toEqual(["job-1", "job-2", "job-3", "job-4"]);
    const rising = mergeJobs({ jobs: [used(5, "1")] }, [{ jobs: [used(5, "1"), used(6, "2")] }], {
      sort: "used",
      direction: "asc",
    });
    expect(names(rising.jobs)).toEqual(["job-5", "job-6"]);
  });
});
