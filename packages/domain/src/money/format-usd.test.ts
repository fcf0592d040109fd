import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatUsd, type Micros } from "./index.ts";

describe("formatUsd", () => {
  it.each<[Micros, string]>([
    [0n, "$0.00"],
    [1n, "$0.000001"],
    [122n, "$0.000122"],
    [500_000n, "$0.50"],
    [1_230_000n, "$1.23"],
    [1_234_567_800n, "$1,234.5678"],
    [-5_000_000n, "-$5.00"],
    [-1n, "-$0.000001"],
    [999_999_999n, "$999.999999"],
    [1_000_000_000_000n, "$1,000,000.00"],
  ])("writes %d as %s", (amount, text) => {
    expect(formatUsd(amount)).toBe(text);
  });

  it("writes every amount exactly, with two to six decimals", () => {
    const size = 10n ** 18n;
    fc.assert(
      fc.property(fc.bigInt({ min: -size, max: size }), (amount) => {
        const match = /^(-?)\$(\d{1,3}(?:,\d{3})*)\.(\d{2,6})$/.exec(formatUsd(amount));
        const [, sign = "", whole = "", decimals = ""] = match ?? [];
        expect(BigInt(sign + whole.replaceAll(",", "") + decimals.padEnd(6, "0"))).toBe(amount);
      }),
    );
  });
});
