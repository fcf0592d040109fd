import { describe, expect, it } from "vitest";
import { alignedUsd, finestUsd, inMicros, sumOf } from "./figure-words.ts";

describe("figures of an explanation", () => {
  it.each([
    ["1330000.277777", "$1.330000277777"],
    ["1330000", "$1.330000"],
    ["0.5", "$0.0000005"],
    ["12.000001", "$0.000012000001"],
    ["1234567890123.4", "$1,234,567.8901234"],
  ])("writes %s micro-dollars as %s, without rounding", (micros, words) => {
    expect(finestUsd(micros)).toBe(words);
  });

  it("aligns amounts by their decimals", () => {
    expect(["7980136", "0", "1234500000"].map(alignedUsd)).toEqual(["$7.980136", "$0.000000", "$1,234.500000"]);
  });

  it("counts micro-dollars, whatever the sign", () => {
    expect([inMicros("-93100"), inMicros("1"), inMicros("0")]).toEqual([
      "93,100 micro-dollars",
      "1 micro-dollar",
      "0 micro-dollars",
    ]);
  });

  it("adds up amounts beyond the range of a number", () => {
    expect(sumOf([{ amount: "9007199254740993" }, { amount: "1" }])).toBe(9_007_199_254_740_994n);
  });
});
