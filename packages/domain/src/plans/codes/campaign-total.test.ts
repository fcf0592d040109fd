import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import { campaignNeedsApproval, campaignTotal } from "./campaign-total.ts";

const size = (amount: string, uses: number | null, maxCodes: number | null) => ({
  amount: usd(amount),
  uses,
  maxCodes,
});

describe("G17 a campaign of redeem codes", () => {
  it.each([
    ["20.00", 1, 100, usd("2000.00")],
    ["0.000001", 3, 5, 15n],
    ["1000000000.00", 1_000_000_000, 100_000, 10n ** 29n],
    ["20.00", null, 1, null],
    ["20.00", 1, null, null],
  ])("of $%s, with %s uses of each of %s codes, gives at most %s", (amount, uses, maxCodes, total) => {
    expect(campaignTotal(size(amount, uses, maxCodes))).toBe(total);
  });

  it.each([
    ["10.00", 1, 10, 0n, false],
    ["10.00", 1, 10, 1n, true],
    ["10.00", 1, 11, 0n, true],
    ["0.01", null, 1, 0n, true],
    ["0.01", 1, null, 0n, true],
  ])(
    "of $%s, with %s uses of each of %s codes, after %s alone needs approval: %s",
    (amount, uses, codes, before, is) => {
      expect(campaignNeedsApproval(size(amount, uses, codes), before, usd("100.00"))).toBe(is);
    },
  );
});
