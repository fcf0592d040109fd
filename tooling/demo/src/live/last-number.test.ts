import { expect, it } from "vitest";
import { lastNumber } from "./last-number.ts";

it.each([0, 1, 2, 3, 4, 7, 8, 9, 1000, 123_456])("finds %d with few calls", async (last) => {
  let calls = 0;
  const exists = async (number: number): Promise<boolean> => {
    calls += 1;
    return number <= last;
  };
  expect(await lastNumber(exists)).toBe(last);
  expect(calls).toBeLessThanOrEqual(2 * Math.log2(last + 1) + 2);
});
