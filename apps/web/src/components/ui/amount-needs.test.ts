import { describe, expect, it } from "vitest";
import { amountNeeds } from "./amount-needs.ts";
import { isFine } from "./fine-amounts.ts";

const needs = (...amounts: (string | null)[]) => amountNeeds(amounts, (amount) => amount);

describe("the amounts of a column", () => {
  it("have cents, if none of them has a fraction of a cent", () => {
    expect(needs("5000000", "-290000", "0", null, "10000")).toEqual({ isFine: false, characters: "−$5.00".length });
  });

  it.each(["1", "-1", "10001", "9530001", "-7600", "500"])("have six decimals, if one of them is %s", (amount) => {
    expect(needs("5000000", amount, "0").isFine).toBe(true);
    expect(isFine("5000000", null, amount)).toBe(true);
  });

  it.each([
    ["1234560000", "−$1,234.56"],
    ["-1234567890", "−$1,234.567890"],
    ["1000000000000000", "−$1,000,000,000.00"],
    ["1000000000000000001", "−$1,000,000,000,000.000001"],
    ["0", "−$0.00"],
    ["99990000", "−$99.99"],
  ])("have room for the longest: %s", (amount, text) => {
    expect(needs("0", amount).characters).toBe(text.length);
  });

  it("need nothing, if there are none", () => {
    expect(needs()).toEqual({ isFine: false, characters: 0 });
    expect(needs(null, null)).toEqual({ isFine: false, characters: 0 });
    expect(isFine("0", null, 20_000n)).toBe(false);
  });
});
