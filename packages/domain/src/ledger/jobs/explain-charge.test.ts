import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explainCharge, priceOf } from "../index.ts";

const HOUR = 3_600_000;
const H100 = { rate: 3_990_000_000n, price: null, unitsMilli: 1000 };

describe("explainCharge", () => {
  it.each([
    ["an hour", 0, HOUR, "3990000", 3_990_000n, 0n],
    ["the second hour", HOUR, 2 * HOUR, "7980000", 7_980_000n, 3_990_000n],
    ["a millisecond more", HOUR, HOUR + 1, "3990001.108333", 3_990_001n, 3_990_000n],
    ["a third of an hour", 0, HOUR / 3, "1330000", 1_330_000n, 0n],
    ["no further time", HOUR, HOUR, "3990000", 3_990_000n, 3_990_000n],
    ["a millisecond", 0, 1, "1.108333", 1n, 0n],
  ])("calculates %s", (_name, from, until, exact, cumulative, chargedBefore) => {
    const amount = cumulative - chargedBefore;
    expect(explainCharge(H100, from, until)).toEqual({ exact, cumulative, chargedBefore, amount, shape: null });
  });

  it("L19 rounds the exact product down, and adds up to the price for any split of a run", () => {
    const quantity = fc.nat({ max: 10_000 * HOUR });
    const terms = fc.record({
      rate: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      price: fc.constant(null),
      unitsMilli: fc.integer({ min: 1, max: 64_000 }),
    });
    fc.assert(
      fc.property(terms, fc.array(quantity, { minLength: 1, maxLength: 8 }), (job, quantities) => {
        const ends = quantities.toSorted((a, b) => a - b);
        const parts = ends.map((until, n) => explainCharge(job, ends[n - 1] ?? 0, until));
        for (const { exact, cumulative } of parts) {
          expect(exact.split(".")[0]).toBe(String(cumulative));
          expect(exact).toMatch(/^\d+(\.\d{0,5}[1-9])?$/);
        }
        const sum = parts.reduce((total, { amount }) => total + amount, 0n);
        expect(sum).toBe(priceOf({ ...job, estimateMs: null }, ends.at(-1) ?? 0));
      }),
    );
  });
});
