import { expect, it } from "vitest";
import { NotedAdvances } from "./noted-advances.ts";

const HOUR = 3_600_000;

it("the runway is noted after each advance of a person, and once a day in a run of many", () => {
  let now = 0;
  const noted = new NotedAdvances(() => now);
  const run = (orgId: string, hours: readonly number[]) => hours.map((hour) => noted.choose(orgId, hour * HOUR));
  expect(run("a", [0, 1, 23, 24, 25, 47, 48])).toEqual([true, false, false, true, false, false, true]);
  expect(run("b", [0])).toEqual([true]);
  now += 999;
  expect(run("a", [49])).toEqual([false]);
  now += 1;
  expect(run("a", [50])).toEqual([true]);
});
