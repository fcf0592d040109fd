import { expect, it } from "vitest";
import { NOTHING } from "./tally.ts";
import { verdict } from "./verdict.ts";

it.each([
  ["tests that pass", { passed: 3, failed: 0, skipped: 0 }, true, 0],
  ["tests that fail", { passed: 3, failed: 2, skipped: 0 }, false, 2],
  ["a run without a test", NOTHING, true, 1],
  ["only skipped tests", { passed: 0, failed: 0, skipped: 4 }, true, 1],
  ["a bad end after good tests", { passed: 3, failed: 0, skipped: 0 }, false, 1],
])("counts the failures of %s", (_what, tally, endedWell, failed) => {
  expect(verdict(tally, endedWell)).toEqual({ ...tally, failed });
});
