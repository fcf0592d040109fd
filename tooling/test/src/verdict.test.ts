import { expect, it } from "vitest";
import { NOTHING } from "./tally.ts";
import { verdict } from "./verdict.ts";

it.each([
  ["tests that pass", { passed: 3, failed: 0, skipped: 0 }, true, 0],
  ["tests that fail", { passed: 3, failed: 2, skipped: 0 }, false, 2],
  ["a run without a test", NOTHING, true, 1],
  ["only skipped tests", { passed: 0, failed: 0, skipped: 4 }, true, 1],
  ["an exit code that is not 0 after passed tests", { passed: 3, failed: 0, skipped: 0 }, false, 1],
])("counts the failures of %s", (_name, tally, exitedWithZero, failed) => {
  expect(verdict(tally, exitedWithZero)).toEqual({ ...tally, failed });
});
