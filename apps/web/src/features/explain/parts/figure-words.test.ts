import { describe, expect, it } from "vitest";
import { alignedUsd, computeTime, finestUsd, inMicros, sumOf } from "./figure-words.ts";

describe("figures of an explanation", () => {
  it.each([
    ["1330000.277777", "$1.330000277777"],
    ["1330000", "$1.330000"],
    ["0.5", "$0.0000005"],
    ["12.000001", "$0.000012000001"],
    ["1234567890123.4", "$1,234,567.8901234"],
  ])("%s micro-dollars are %s, nothing rounded", (micros, words) => {
    expect(finestUsd(micros)).toBe(words);
  });

  it.each([
    [0, "0 s"],
    [5, "0.005 s"],
    [42_120, "42.12 s"],
    [3_642_123, "1 h 42.123 s"],
    [60_000, "1 min"],
    [7_260_000, "2 h 1 min"],
    [3_600_000_000, "1,000 h"],
  ])("%d ms are %s", (ms, words) => {
    expect(computeTime(ms)).toBe(words);
  });

  it("lines amounts up by their decimals", () => {
    expect(["7980136", "0", "1234500000"].map(alignedUsd)).toEqual(["$7.980136", "$0.000000", "$1,234.500000"]);
  });

  it("counts micro-dollars, whatever the sign", () => {
    expect([inMicros("-93100"), inMicros("1"), inMicros("0")]).toEqual([
      "93,100 micro-dollars",
      "1 micro-dollar",
      "0 micro-dollars",
    ]);
  });

  it("adds up beyond what a number can hold", () => {
    expect(sumOf([{ amount: "9007199254740993" }, { amount: "1" }])).toBe(9_007_199_254_740_994n);
  });
});
