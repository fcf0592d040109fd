import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { greatest, least, mulDiv } from "./index.ts";

const HOUR_MS = 3_600_000n;

describe("mulDiv", () => {
  it.each([
    ["zero", 0n, 5n, 3n, 0n, 0n],
    ["an exact quotient", 6n, 2n, 3n, 4n, 4n],
    ["less than half", 1n, 1n, 3n, 0n, 1n],
    ["more than half", 2n, 1n, 3n, 0n, 1n],
    ["one hour and a half at $3.99", 3_990_000n, 5_400_000n, HOUR_MS, 5_985_000n, 5_985_000n],
    ["one millisecond at $0.44", 440_000n, 1n, HOUR_MS, 0n, 1n],
  ])("rounds %s down or up as the caller names it", (_name, a, b, divisor, down, up) => {
    expect(mulDiv(a, b, divisor, "floor")).toBe(down);
    expect(mulDiv(a, b, divisor, "ceil")).toBe(up);
  });

  it("encloses the exact quotient between its two roundings", () => {
    const size = fc.bigInt({ min: 0n, max: 10n ** 30n });
    fc.assert(
      fc.property(size, size, fc.bigInt({ min: 1n, max: 10n ** 12n }), (a, b, divisor) => {
        const down = mulDiv(a, b, divisor, "floor");
        const up = mulDiv(a, b, divisor, "ceil");
        expect(down * divisor <= a * b && a * b <= up * divisor).toBe(true);
        expect(up - down).toBe((a * b) % divisor === 0n ? 0n : 1n);
      }),
    );
  });
});

describe("least and greatest", () => {
  it("return one of the two amounts each", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        const low = least(a, b);
        const high = greatest(a, b);
        return low <= high && ((low === a && high === b) || (low === b && high === a));
      }),
    );
  });
});
