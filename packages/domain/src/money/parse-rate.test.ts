import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRate } from "./index.ts";

describe("parseRate", () => {
  it.each([
    ["3.99", 3_990_000_000n],
    ["0", 0n],
    ["0.000000001", 1n],
    ["1000000", 10n ** 15n],
  ])("reads %s", (text, rate) => {
    expect(parseRate(text)).toBe(rate);
  });

  it.each([
    ["", "not_a_number"],
    ["NaN", "not_a_number"],
    ["1e3", "not_a_number"],
    ["0x10", "not_a_number"],
    ["１２", "not_a_number"],
    ["contract", "not_a_number"],
    ["-0.01", "negative"],
    ["0.0000000001", "too_many_decimals"],
    ["1000000.000000001", "above_limit"],
    ["9".repeat(1_000_000), "above_limit"],
  ])("F1-F3 C14 refuses %.20s as %s", (text, problem) => {
    expect(parseRate(text)).toBe(problem);
  });

  it("is exact to the nano-dollar", () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999 }), fc.nat({ max: 999_999_999 }), (whole, decimals) => {
        const text = `${whole}.${decimals.toString().padStart(9, "0")}`;
        return parseRate(text) === BigInt(whole) * 1_000_000_000n + BigInt(decimals);
      }),
    );
  });
});
