import { describe, expect, it } from "vitest";
import { rateWords, unitsWords } from "./rate-words.ts";

describe("rates", () => {
  it.each([
    ["3990000000", "$3.99"],
    ["440000000", "$0.44"],
    ["0", "$0.00"],
    ["1", "$0.000000001"],
    ["30000000010", "$30.00000001"],
    ["1234567890123", "$1,234.567890123"],
  ])("of %s nano-dollars are %s", (nanos, words) => {
    expect(rateWords(nanos)).toBe(words);
  });
});

describe("units", () => {
  it.each([
    [1000, "1"],
    [500, "0.5"],
    [1, "0.001"],
    [8_000_000, "8,000"],
  ])("of %d thousandths are %s", (milli, words) => {
    expect(unitsWords(milli)).toBe(words);
  });
});
