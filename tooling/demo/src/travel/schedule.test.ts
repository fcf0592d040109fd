import { describe, expect, it } from "vitest";
import { HISTORY_MS, stepsBetween } from "./schedule.ts";
import { DAY_MS, HOUR_MS } from "./step.ts";

const SINCE = new Date("2026-01-05T00:00:00Z");
const keys = (fromMs: number, untilMs: number) => stepsBetween(SINCE, fromMs, untilMs).map(({ key }) => key);

describe("the schedule of the demo", () => {
  it("has each command once, in order of time", () => {
    const steps = stepsBetween(SINCE, 0, HISTORY_MS);
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
    const times = steps.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.every(Number.isInteger)).toBe(true);
  });

  it("is the same, however time is cut", () => {
    const whole = keys(0, 80 * DAY_MS);
    const cuts = [0, 5 * HOUR_MS, HISTORY_MS, HISTORY_MS + 1, 55 * DAY_MS + 18 * HOUR_MS, 80 * DAY_MS];
    const parts = cuts.slice(1).flatMap((until, index) => keys(cuts[index] ?? 0, until));
    expect([...new Set(parts)]).toEqual(whole);
  });

  it("has jobs that fail by each fault, about one in twenty", () => {
    const ended = stepsBetween(SINCE, 0, HISTORY_MS).filter(({ key }) => /^demo\/[a-z]+-\d+\/end$/.test(key));
    const failed = ended.filter(({ run }) => isFailure(run));
    expect(failed.length / ended.length).toBeGreaterThan(0.03);
    expect(failed.length / ended.length).toBeLessThan(0.08);
    expect(new Set(failed.map(({ run }) => faultOf(run)))).toEqual(new Set(["user", "platform"]));
  });
});

type Run = ReturnType<typeof stepsBetween>[number]["run"];

/** Runs a command against an organization that only notes the fault of a failure. */
function faultOf(run: Run): string | undefined {
  let fault: string | undefined;
  const jobs = {
    complete: async () => undefined,
    cancel: async () => undefined,
    fail: async (input: { fault: string }) => {
      fault = input.fault;
    },
  };
  void run({ jobs } as unknown as Parameters<Run>[0], "key");
  return fault;
}

const isFailure = (run: Run): boolean => faultOf(run) !== undefined;
