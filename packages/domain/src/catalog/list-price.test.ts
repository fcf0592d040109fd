import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceOf } from "../ledger/jobs/job-price.ts";
import { parseRate } from "../money/index.ts";
import type { Price } from "../usage/prices/index.ts";
import { listPrice } from "./list-price.ts";

const rate = (text: string): bigint => {
  const nanos = parseRate(text);
  if (typeof nanos === "string") throw new Error(nanos);
  return nanos;
};

const TIERS: Price = {
  kind: "graduated",
  tiers: [
    { upTo: 10n, rate: rate("4") },
    { upTo: null, rate: rate("3") },
  ],
  minimum: 30_000_000n,
};

describe("the price of an amount of a resource", () => {
  it.each([
    ["8 GPUs at $3.99 for an hour and a half", rate("3.99"), 8_000, 1_500, "hour", 47_880_000n],
    ["250 GB at $0.03 for a month", rate("0.03"), 250_000, 1_000, "gb-month", 7_500_000n],
    ["one export", rate("0.05"), 1_000, 1_000, "each", 50_000n],
    ["a thousandth of a GB at a billionth of a dollar", 1n, 1, 1_000, "gb", 0n],
    // 10 x 4 + 2 x 3 in each of two months, and 6 x 4 in half of one, which has the minimum of 30.
    ["12 GB by tiers for two months and a half", TIERS, 12_000, 2_500, "gb-month", 122_000_000n],
    // 30 hours: 10 x 4 + 20 x 3.
    ["12 units by tiers for two hours and a half", TIERS, 12_000, 2_500, "hour", 100_000_000n],
  ] as const)("%s", (_name, cost, count, length, unit, price) => {
    expect(listPrice(cost, count, length, unit)).toBe(price);
  });

  it("is that of a job which runs as long", () => {
    const milli = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), milli, milli, (nanos, unitsMilli, hoursMilli) => {
        const job = priceOf({ rate: nanos, price: null, unitsMilli, estimateMs: null }, hoursMilli * 3_600);
        expect(listPrice(nanos, unitsMilli, hoursMilli, "hour")).toBe(job);
      }),
    );
  });
});
