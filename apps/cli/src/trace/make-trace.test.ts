import { tiered } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { epochPlan } from "../replay/epoch-plan.ts";
import { makeTrace } from "./make-trace.ts";
import { readTrace } from "./read-trace.ts";
import { resourceCheckOf } from "./resource-check.ts";

async function* text(lines: readonly string[]): AsyncGenerator<string> {
  yield lines.join("\n");
}

describe("makeTrace", () => {
  it("makes the same trace from the same seed, on every machine", () => {
    const trace = makeTrace({ seed: 7, jobs: 50, orgs: 3 });
    expect(makeTrace({ seed: 7, jobs: 50, orgs: 3 })).toEqual(trace);
    expect(makeTrace({ seed: 8, jobs: 50, orgs: 3 })).not.toEqual(trace);
    expect(trace.slice(0, 3)).toMatchInlineSnapshot(`
      [
        "job_id,org,project,member,resource,gpus_milli,mode,epochs,start_s,end_s,state",
        "job-0000,lab-01,project-0,member-0,gpu.h100-80gb,323,epochs,8,2106,2292,cancelled",
        "job-0001,lab-02,project-0,member-2,gpu.a100-40gb,8000,timed,1,3631,5783,cancelled",
      ]
    `);
  });

  it("contains every kind of job", async () => {
    const { jobsByOrg, invalid } = await readTrace(
      text(makeTrace({ seed: 1, jobs: 200, orgs: 5 })),
      resourceCheckOf(tiered),
    );
    const jobs = [...jobsByOrg.values()].flat();
    expect(invalid).toEqual([]);
    expect(jobs).toHaveLength(200);
    expect(jobsByOrg.size).toBe(5);
    expect(new Set(jobs.map(({ resource }) => resource)).size).toBe(6);
    expect(new Set(jobs.map(({ state }) => state)).size).toBe(3);
    expect(new Set(jobs.map(({ mode }) => mode)).size).toBe(2);
    expect(jobs.some(({ unitsMilli }) => unitsMilli % 1000 !== 0)).toBe(true);
    expect(jobs.some(({ startS, endS }) => startS === endS)).toBe(true);
    expect(jobs.some((job) => epochPlan(job).count < job.epochs)).toBe(true);
  });
});
