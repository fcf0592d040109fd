import { expect, it } from "vitest";
import { FAILED, PASSED, sum, summary } from "./tally.ts";

it("adds up the tallies, and prints skipped tests only if there are any", () => {
  const tests = { passed: 10, failed: 1, skipped: 0 };
  expect(summary(sum([PASSED, PASSED, FAILED, tests]))).toBe("12 passed, 2 failed");
  expect(summary({ ...tests, skipped: 3 })).toBe("10 passed, 1 failed, 3 skipped");
});
