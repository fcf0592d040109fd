import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceOf } from "../ledger/jobs/job-price.ts";
import { parseRate } from "../money/index.ts";
import { listPrice } from "./list-price.ts";

const rate = (text: string): bigint => {
  const nanos = parseRate(text);
  if (typeof nanos === "string") throw new Error(nanos);
  return nanos;
};

describe("the price of an amount of a resource", () => {
  it.each([
    ["8 GPUs at $3.99 for an hour and a half", rate("3.99"), 8_000, 1_500, 47_880_000n],
    ["250 GB at $0.03 for a month", rate("0.03"), 250_000, 1_000, 7_500_000n],
    ["one export", rate("0.05"), 1_000, 1_000, 50_000n],
    ["a thousandth of a GB at a billionth of a dollar", 1n, 1, 1_000, 0n],
  ])("%s", (_name, nanos, count, length, price) => {
    expect(listPrice(nanos, count, length)).toBe(price);
  });

  it("is that of a job which runs as long", () => {
    const milli = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), milli, milli, (nanos, unitsMilli, hoursMilli) => {
        const job = priceOf({ rate: nanos, price: null, unitsMilli, estimateMs: null }, hoursMilli * 3_600);
        expect(listPrice(nanos, unitsMilli, hoursMilli)).toBe(job);
      }),
    );
  });
});
