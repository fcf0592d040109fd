import { describe, expect, it } from "vitest";
import { costWords, isSameCost, spanOf } from "./cost-words.ts";

const tiers = [
  { upTo: 100, rateNanos: "4000000000" },
  { upTo: 1000, rateNanos: "3000000000" },
  { upTo: null, rateNanos: "2500000000" },
];
const none = { size: null, perPackage: null, minimum: "0" };
const shaped = (priceShape: Parameters<typeof costWords>[0]["priceShape"]) => ({ rateNanos: null, priceShape });

it.each([
  [{ rateNanos: "3990000000", priceShape: null }, "hour", "$3.99 per hour"],
  [{ rateNanos: null, priceShape: null }, "hour", "by contract"],
  [
    shaped({ kind: "graduated", tiers, ...none, minimum: "5000000" }),
    "hour",
    "$4.00 per hour up to 100 hours, $3.00 up to 1,000 hours, then $2.50, at least $5.00 a job",
  ],
  [
    shaped({ kind: "volume", tiers, ...none }),
    "gb",
    "$4.00 per GB up to 100 GB, $3.00 for all up to 1,000 GB, $2.50 for all above that",
  ],
  [
    shaped({ kind: "package", tiers: [], size: 1000, perPackage: "500000", minimum: "0" }),
    "each",
    "$0.50 per 1,000 pieces, begun ones in full",
  ],
] as const)("%#: says what a unit costs", (cost, unit, words) => {
  expect(costWords(cost, unit)).toBe(words);
  expect(isSameCost(cost, { ...cost })).toBe(true);
});

describe("what a price shape counts over", () => {
  const shape = { kind: "graduated", tiers: [{ upTo: null, rateNanos: "4000000000" }], size: null } as const;
  const cost = { rateNanos: null, priceShape: { ...shape, perPackage: null, minimum: "5000000" } };

  it.each([
    [["training"], "$4.00 per hour, at least $5.00 a job"],
    [["endpoint"], "$4.00 per hour, at least $5.00 a month"],
    [["training", "endpoint"], "$4.00 per hour, at least $5.00 a job, or a month of endpoints"],
  ] as const)("of %o", (kinds, words) => {
    expect(costWords(cost, "hour", spanOf(kinds))).toBe(words);
  });
});
