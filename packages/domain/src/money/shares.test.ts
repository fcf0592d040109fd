import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shares } from "./index.ts";

describe("shares", () => {
  it.each([
    ["only zeros", [0n, 0n], [0, 0]],
    ["one amount", [5n], [1000]],
    ["thirds", [1n, 1n, 1n], [334, 333, 333]],
    ["a tiny and a huge amount", [10n ** 15n, 1n], [999, 1]],
    ["zero and an amount", [0n, 3n], [0, 1000]],
  ])("of %s", (_name, amounts, expected) => {
    expect(shares(amounts)).toEqual(expected);
  });

  it("add up to 1000, and show every amount above zero", () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, (given) => {
        const found = shares(given);
        const whole = given.some((amount) => amount > 0n) ? 1000 : 0;
        expect(found.reduce((sum, share) => sum + share, 0)).toBe(whole);
        for (const [place, amount] of given.entries()) expect((found[place] ?? 0) > 0).toBe(amount > 0n);
      }),
    );
  });
});
