import { describe, expect, it } from "vitest";
import { HISTORY_MS, jobsBetween, stepsBetween } from "./schedule.ts";
import { DAY_MS, HOUR_MS } from "./step.ts";

const SINCE = new Date("2026-01-05T00:00:00Z");
const keys = (fromMs: number, untilMs: number) => stepsBetween(SINCE, fromMs, untilMs).map(({ key }) => key);
const refs = (fromMs: number, untilMs: number) => jobsBetween(fromMs, untilMs).map(({ plan }) => plan.ref);

const CUTS = [0, 5 * HOUR_MS, HISTORY_MS, HISTORY_MS + 1, 55 * DAY_MS + 18 * HOUR_MS, 80 * DAY_MS];

describe("the schedule of the demo", () => {
  it("has each command once, in order of time", () => {
    const steps = stepsBetween(SINCE, 0, HISTORY_MS);
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
    const times = steps.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every(Number.isInteger)).toBe(true);
  });

  it("has the same steps, however time is cut", () => {
    const parts = CUTS.slice(1).flatMap((until, index) => keys(CUTS[index] ?? 0, until));
    expect([...new Set(parts)]).toEqual(keys(0, 80 * DAY_MS));
  });

  it("has every job that may run in an interval, however time is cut", () => {
    const parts = CUTS.slice(1).flatMap((until, index) => refs(CUTS[index] ?? 0, until));
    expect(new Set(parts)).toEqual(new Set(refs(0, 80 * DAY_MS)));
    const whole = jobsBetween(0, 80 * DAY_MS);
    for (const fromMs of CUTS) {
      const running = whole.filter(({ startMs, plan }) => startMs <= fromMs && startMs + plan.endMs > fromMs);
      expect(refs(fromMs, fromMs + 1)).toEqual(expect.arrayContaining(running.map(({ plan }) => plan.ref)));
    }
  });

  it("has jobs that fail by each fault, about one in twenty", () => {
    const ends = jobsBetween(0, HISTORY_MS).map(({ plan }) => plan.end);
    const failed = ends.filter((end) => end.startsWith("failed"));
    expect(failed.length / ends.length).toBeGreaterThan(0.03);
    expect(failed.length / ends.length).toBeLessThan(0.08);
    expect(new Set(failed)).toEqual(new Set(["failed by user", "failed by platform"]));
  });
});
