import { expect, it } from "vitest";
import { exactDurationWords } from "./exact-duration-words.ts";

it.each([
  [0, "0 s"],
  [1, "0.001 s"],
  [5, "0.005 s"],
  [42_120, "42.12 s"],
  [59_999, "59.999 s"],
  [60_000, "1 min"],
  [2_400_000, "40 min"],
  [3_642_123, "1 h 42.123 s"],
  [7_260_000, "2 h 1 min"],
  [12_012_500, "3 h 20 min 12.5 s"],
  [3_600_000_000, "1,000 h"],
])("writes %d ms as %s", (ms, words) => {
  expect(exactDurationWords(ms)).toBe(words);
});
