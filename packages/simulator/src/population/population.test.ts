import { tiered } from "@scrip/domain/catalog";
import { describe, expect, it } from "vitest";
import { epochEndMs } from "../jobs/job-plan.ts";
import { type PopulationTerms, population } from "./population.ts";

const TERMS: PopulationTerms = {
  seed: 1,
  catalog: tiered,
  organizations: 6,
  jobs: 40,
  endpoints: 3,
  volumes: 4,
  reports: 5,
  lengthMs: 7 * 86_400_000,
  speed: 1,
};
const jobsOf = (terms: Partial<PopulationTerms> = {}) => population({ ...TERMS, ...terms }).flatMap(({ jobs }) => jobs);

describe("population", () => {
  it("follows from the seed alone", () => {
    expect(population(TERMS)).toEqual(population({ ...TERMS }));
    expect(population({ ...TERMS, seed: 2 })).not.toEqual(population(TERMS));
  });

  it("leaves what was planned as it is when there is more of it", () => {
    const more = population({ ...TERMS, organizations: 8, jobs: 50 });
    const first = more.slice(0, 6).map((plan) => ({ ...plan, jobs: plan.jobs.slice(0, 40) }));
    expect(first).toEqual(population(TERMS));
  });

  it("plans jobs of every kind, within the time, of resources that the catalog sells for training", () => {
    const jobs = jobsOf();
    const ends = new Set(jobs.map(({ plan }) => plan.end));
    expect([...ends].sort()).toEqual(["cancelled", "completed", "failed by platform", "failed by user", "lost"]);
    expect(new Set(jobs.map(({ plan }) => plan.mode))).toEqual(new Set(["epochs", "timed"]));
    expect(jobs.every(({ startsMs }) => startsMs >= 0 && startsMs <= TERMS.lengthMs)).toBe(true);
    expect(jobs.every(({ plan }) => plan.resource.startsWith("gpu.") && plan.endMs > 0)).toBe(true);
  });

  it("plans jobs that a person pauses at the end of an epoch, before their last one", () => {
    const resting = jobsOf().flatMap(({ plan }) => (plan.rest === null ? [] : [{ ...plan, rest: plan.rest }]));
    expect(resting.length).toBeGreaterThan(0);
    for (const { rest, epochMs, endMs } of resting) {
      expect(rest.afterMs % epochMs).toBe(0);
      expect(rest.afterMs).toBeLessThan(endMs);
    }
  });

  it("plans volumes that grow, shrink and are deleted", () => {
    const volumes = population(TERMS).flatMap((organization) => organization.volumes.map(({ plan }) => plan.sizes));
    const steps = volumes.flatMap((sizes) => sizes.slice(1).map(({ bytes }, n) => bytes - (sizes[n]?.bytes ?? 0n)));
    expect(steps.some((step) => step > 0n)).toBe(true);
    expect(steps.some((step) => step < 0n)).toBe(true);
    expect(volumes.some((sizes) => sizes.at(-1)?.bytes === 0n)).toBe(true);
    for (const sizes of volumes)
      expect(sizes.map(({ afterMs }) => afterMs)).toEqual(
        sizes.map(({ afterMs }) => afterMs).toSorted((a, b) => a - b),
      );
  });

  it("divides every duration by the speed", () => {
    const slow = jobsOf({ organizations: 1 });
    const fast = jobsOf({ organizations: 1, speed: 60 });
    for (const [index, { plan, startsMs }] of slow.entries()) {
      expect(fast[index]?.startsMs).toBe(Math.floor(startsMs / 60));
      expect(fast[index]?.plan.epochMs).toBe(Math.floor(plan.epochMs / 60));
    }
    // The silence of a job is as long at any speed, so none can be lost.
    expect(fast.some(({ plan }) => plan.end === "lost")).toBe(false);
  });
});

it.each([
  [0, 600],
  [599, 600],
  [600, 1200],
  [1500, 1800],
])("the epoch that goes on after %i ms of epochs of 600 ms ends at %i ms", (doneMs, endMs) => {
  expect(epochEndMs({ epochMs: 600, endMs: 1700, mode: "epochs" }, doneMs)).toBe(endMs);
  expect(epochEndMs({ epochMs: 600, endMs: 1700, mode: "timed" }, doneMs)).toBe(1700);
});
