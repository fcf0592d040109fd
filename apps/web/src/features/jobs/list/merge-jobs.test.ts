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
    unitsMilli: 1000,
    project: null,
    member: null,
    endedAt: null,
    chargeableMs: 0,
    charged: "0",
    held: "0",
    perHour: "0",
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    ...changes,
  };
}
const page = (...minutes: number[]) => ({ jobs: minutes.map((minute) => aJob(minute)) });
const names = (jobs: readonly Job[]) => jobs.map(({ job }) => job);

describe("mergeJobs", () => {
  it("shows the newest page alone while nothing else is loaded", () => {
    expect(names(mergeJobs(page(3, 2, 1), []).jobs)).toEqual(["job-3", "job-2", "job-1"]);
    expect(mergeJobs(undefined, [])).toEqual({ jobs: [], hasGap: false });
  });

  it("keeps every job once, in order, when new ones push others off the newest page", () => {
    const merged = mergeJobs(page(6, 5, 4), [page(5, 4, 3), page(2, 1)]);
    expect(names(merged.jobs)).toEqual(["job-6", "job-5", "job-4", "job-3", "job-2", "job-1"]);
    expect(merged.hasGap).toBe(false);
  });

  it("drops jobs that no longer match the filter", () => {
    expect(names(mergeJobs(page(6, 4), [page(6, 5, 4), page(3)]).jobs)).toEqual(["job-6", "job-4", "job-3"]);
  });

  it("prefers the newest page's version of a job", () => {
    const head = { jobs: [aJob(2, { state: "completed" })] };
    expect(mergeJobs(head, [page(2, 1)]).jobs.map(({ state }) => state)).toEqual(["completed", "running"]);
  });

  it("reports a gap if jobs in between are missing", () => {
    expect(mergeJobs(page(9, 8), [page(4, 3)]).hasGap).toBe(true);
  });

  it("orders jobs with the same start by their id", () => {
    const at = aJob(1).startedAt;
    const older = aJob(1, { id: "job_a" });
    const newer = aJob(1, { id: "job_b", startedAt: at });
    expect(mergeJobs({ jobs: [newer] }, [{ jobs: [newer, older] }]).jobs.map(({ id }) => id)).toEqual([
      "job_b",
      "job_a",
    ]);
  });
});
