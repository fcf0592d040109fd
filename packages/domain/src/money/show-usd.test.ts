import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Micros, type Shown, showUsd } from "./index.ts";

describe("showUsd", () => {
  it.each<[Micros, Shown, string]>([
    [0n, "down", "$0.00"],
    [0n, "up", "$0.00"],
    [1n, "down", "$0.000001"],
    [122n, "nearest", "$0.000122"],
    [122n, "up", "$0.000122"],
    [9_999n, "down", "$0.009999"],
    [9_990n, "up", "$0.00999"],
    [10_000n, "down", "$0.01"],
    [10_001n, "up", "$0.02"],
    [10_001n, "down", "$0.01"],
    [14_999n, "nearest", "$0.01"],
    [15_000n, "nearest", "$0.02"],
    [999_999n, "down", "$0.99"],
    [999_999n, "up", "$1.00"],
    [999_999n, "exact", "$0.999999"],
    [1_234_560_000n, "down", "$1,234.56"],
    [1_234_567_890n, "exact", "$1,234.56789"],
    [999_999_999_999n, "nearest", "$1,000,000.00"],
    [-5_000_000n, "nearest", "−$5.00"],
    [-1_239_999n, "nearest", "−$1.24"],
    [-122n, "down", "−$0.000122"],
    [-1_239_999n, "exact", "−$1.239999"],
    [9_530_000n, "aligned", "$9.530000"],
    [-1_239_999n, "aligned", "−$1.239999"],
    [0n, "aligned", "$0.000000"],
    [10n ** 21n, "down", "$1,000,000,000,000,000.00"],
  ])("writes %d rounded %s as %s", (amount, shown, text) => {
    expect(showUsd(amount, shown)).toBe(text);
  });

  it("never shows more than the amount when rounding down, never less when rounding up", () => {
    const read = (text: string): bigint => {
      const [, whole = "", decimals = ""] = /^\$([\d,]+)\.(\d{2,6})$/.exec(text) ?? [];
      return BigInt(whole.replaceAll(",", "") + decimals.padEnd(6, "0"));
    };
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (amount) => {
        const down = read(showUsd(amount, "down"));
        const up = read(showUsd(amount, "up"));
        expect(down <= amount && amount <= up && up - down <= 10_000n).toBe(true);
        expect(read(showUsd(amount, "exact"))).toBe(amount);
      }),
    );
  });
});
