import { expect, it } from "vitest";
import { instant } from "./read.ts";

it.each([
  ["1790000000", 1_790_000_000_000],
  ["1790000000.5", 1_790_000_000_500],
  ["1790000000.05", 1_790_000_000_050],
  ["1790000000.123", 1_790_000_000_123],
  ["7258118399.999", 7_258_118_399_999],
])("L10 reads %s seconds as whole milliseconds", (cell, ms) => {
  expect(instant(cell)).toBe(ms);
});

it("L10 sees a fraction of a millisecond", () => {
  expect(Number.isInteger(instant("1790000000.1234"))).toBe(false);
});
