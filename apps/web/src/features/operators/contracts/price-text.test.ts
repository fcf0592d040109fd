import { describe, expect, it } from "vitest";
import { costText, parsePriceText } from "./price-text.ts";

const none = { tiers: [], size: null, perPackage: null, minimum: "0" };
const tiers = [
  { upTo: 100, rateNanos: "4000000000" },
  { upTo: null, rateNanos: "3000000000" },
];

describe("a price that an operator types", () => {
  it.each([
    ["3.99", { rateNanos: "3990000000", priceShape: null }],
    ["4.00 up to 100, 3.00", { rateNanos: null, priceShape: { ...none, kind: "graduated", tiers } }],
    ["4 up to 100; then 3", { rateNanos: null, priceShape: { ...none, kind: "graduated", tiers } }],
    ["volume: 4.00 up to 100, 3.00", { rateNanos: null, priceShape: { ...none, kind: "volume", tiers } }],
    ["0.50 per 1000", { rateNanos: null, priceShape: { ...none, kind: "package", size: 1000, perPackage: "500000" } }],
    [
      "3, at least 10.00",
      {
        rateNanos: null,
        priceShape: {
          ...none,
          kind: "graduated",
          tiers: [{ upTo: null, rateNanos: "3000000000" }],
          minimum: "10000000",
        },
      },
    ],
  ])("%s", (text, cost) => {
    expect(parsePriceText(text)).toEqual(cost);
  });

  it.each([
    ["four", /must be dollars per unit/],
    ["-1", /negative/],
    ["4 up to 100", /Each tier but the last/],
    ["4, 3 up to 100", /Each tier but the last/],
    ["4 up to 100, 3 up to 100, 2", /must end above 100/],
    ["0.50 per 0", /at least one unit/],
    ["0 per 10", /price/],
    ["3 at least nothing", /least price/],
  ])("refuses %s", (text, problem) => {
    expect(parsePriceText(text)).toMatch(problem);
  });

  it.each(["3.99", "4.00 up to 100, 3.00", "volume: 4.00 up to 100, 3.00, at least 10.00", "0.50 per 1000"])(
    "is written as it was typed: %s",
    (text) => {
      const cost = parsePriceText(text);
      if (typeof cost === "string") throw new Error(cost);
      expect(costText(cost)).toBe(text);
    },
  );
});
