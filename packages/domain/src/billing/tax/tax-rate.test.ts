import { describe, expect, it } from "vitest";
import { CENT } from "../../money/index.ts";
import { parsePercent, taxTotal } from "./tax-rate.ts";

const VAT = { title: "VAT", country: "DE", percent: "19" };
const REDUCED = { title: "VAT", country: "DE", percent: "7" };

describe("parsePercent", () => {
  it.each([
    ["19", 190_000n],
    ["8.875", 88_750n],
    ["0", 0n],
    ["100", 1_000_000n],
  ])("reads %s", (text, share) => {
    expect(parsePercent(text)).toBe(share);
  });

  it.each(["100.0001", "-1", "1.00001", "19%", "1e1", "NaN", "", "１９"])("refuses %j", (text) => {
    expect(parsePercent(text)).toBeUndefined();
  });
});

describe("taxTotal", () => {
  it("rounds each rate once, on the sum of its lines", () => {
    const item = (cents: bigint, rate: typeof VAT | null) => ({ net: cents * CENT, rate });
    // 3 cents three times: 19% of each is 0.57 of a cent, and of the sum 1.71.
    const total = taxTotal([item(3n, VAT), item(100n, REDUCED), item(3n, VAT), item(50n, null), item(3n, VAT)]);
    expect(total).toEqual({
      net: 159n * CENT,
      tax: 9n * CENT,
      gross: 168n * CENT,
      lines: [
        { ...VAT, net: 9n * CENT, tax: 2n * CENT },
        { ...REDUCED, net: 100n * CENT, tax: 7n * CENT },
      ],
    });
  });

  it("of $25.00 at 19% is $29.75", () => {
    expect(taxTotal([{ net: 2500n * CENT, rate: VAT }])).toMatchObject({ tax: 475n * CENT, gross: 2975n * CENT });
  });
});
