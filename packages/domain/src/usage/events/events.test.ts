import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventKey } from "./event-key.ts";
import { isLate } from "./is-late.ts";
import { priceOfUsage } from "./price-of-usage.ts";
import { formatQuantity, MAX_QUANTITY, parseQuantity } from "./quantity.ts";

describe("a quantity", () => {
  it.each([
    ["12.5", 12_500_000n],
    ["0", 0n],
    ["0.000001", 1n],
    ["007", 7_000_000n],
    ["1000000000000", MAX_QUANTITY],
  ])("%s is read in millionths", (text, quantity) => {
    expect(parseQuantity(text)).toBe(quantity);
  });

  it.each([
    ["NaN", "not_a_number"],
    ["1e3", "not_a_number"],
    ["0x10", "not_a_number"],
    ["１２", "not_a_number"],
    ["", "not_a_number"],
    [" 1", "not_a_number"],
    ["1.", "not_a_number"],
    [".5", "not_a_number"],
    ["-5", "negative"],
    ["0.0000001", "too_many_decimals"],
    ["1000000000000.000001", "above_limit"],
    ["9".repeat(5000), "above_limit"],
  ])("F1 F2 F3 %s is none: %s", (text, problem) => {
    expect(parseQuantity(text)).toBe(problem);
  });

  it("is written as it is read", () => {
    const property = (quantity: bigint) => {
      expect(parseQuantity(formatQuantity(quantity))).toBe(quantity);
    };
    fc.assert(fc.property(fc.bigInt(0n, MAX_QUANTITY), property));
    expect([0n, 12_500_000n, 1n, 10_000_000n].map(formatQuantity)).toEqual(["0", "12.5", "0.000001", "10"]);
  });
});

describe("the price of usage", () => {
  it.each([
    [50_000_000n, 12_500_000n, 625_000n],
    // $0.05 x 0.000019 is 0.95 micro-dollars, rounded down.
    [50_000_000n, 19n, 0n],
    [50_000_000n, 20n, 1n],
    [0n, MAX_QUANTITY, 0n],
  ])("L19 is floor(rate x quantity), once: %d x %d", (rate, quantity, price) => {
    expect(priceOfUsage(rate, quantity)).toBe(price);
  });
});

describe("a late event", () => {
  it("is one whose month in UTC has ended when it arrives", () => {
    const lastOfJanuary = Date.UTC(2026, 0, 31, 23, 59, 59, 999);
    expect(isLate(lastOfJanuary, lastOfJanuary + 1)).toBe(true);
    expect(isLate(lastOfJanuary + 1, lastOfJanuary + 2)).toBe(false);
    expect(isLate(Date.UTC(2025, 11, 1), Date.UTC(2025, 11, 31, 23))).toBe(false);
    // An event within the tolerance of clocks may come from the month that begins.
    expect(isLate(Date.UTC(2026, 1, 1, 0, 0, 2), lastOfJanuary)).toBe(false);
  });
});

it("the key of an event tells sources and names apart", () => {
  expect(eventKey("a", "bc")).not.toBe(eventKey("ab", "c"));
  expect(eventKey("a:", "b")).not.toBe(eventKey("a", ":b"));
});
