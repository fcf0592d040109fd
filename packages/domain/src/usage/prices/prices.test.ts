import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usd } from "../../money/index.ts";
import {
  canFallBetween,
  canonicalPrice,
  finalPriceOf,
  greatestPriceWithin,
  MILLIONTHS,
  type Price,
  parseCanonicalPrice,
  partsOf,
  priceOfQuantity,
  quantityAtMost,
  type TieredPrice,
  UNIT_HOUR,
} from "./index.ts";

const DOLLAR = 1_000_000_000n;
const tiers = [
  { upTo: 100n, rate: 4n * DOLLAR },
  { upTo: 500n, rate: 3n * DOLLAR },
  { upTo: null, rate: 2_500_000_000n },
];
const graduated: TieredPrice = { kind: "graduated", tiers, minimum: 0n };
const volume: TieredPrice = { kind: "volume", tiers, minimum: 0n };
const packages: Price = { kind: "package", size: 1000n, price: usd("0.50"), minimum: 0n };
const tiny: Price = {
  kind: "graduated",
  tiers: [
    { upTo: 1n, rate: 500n },
    { upTo: null, rate: 500n },
  ],
  minimum: 0n,
};
const freeThenPaid: Price = {
  kind: "graduated",
  tiers: [
    { upTo: 10n, rate: 0n },
    { upTo: null, rate: DOLLAR },
  ],
  minimum: 0n,
};

describe("the price of a quantity", () => {
  it.each<[string, Price, bigint, bigint]>([
    ["graduated, nothing", graduated, 0n, 0n],
    ["graduated, a unit", graduated, 1_000_000n, 4_000_000n],
    ["graduated, all of the first tier: 100 x 4", graduated, 100_000_000n, 400_000_000n],
    ["graduated, a millionth more: + 0.000001 x 3", graduated, 100_000_001n, 400_000_003n],
    ["graduated, in the second tier: 100 x 4 + 150 x 3", graduated, 250_000_000n, 850_000_000n],
    ["graduated, in the last tier: 100 x 4 + 400 x 3 + 100 x 2.5", graduated, 600_000_000n, 1_850_000_000n],
    ["graduated, half of a micro-dollar in each tier is one in all", tiny, 2_000_000n, 1n],
    ["graduated, within a free tier", freeThenPaid, 10_000_000n, 0n],
    ["graduated, above a free tier", freeThenPaid, 10_500_000n, 500_000n],
    ["volume, all of the first tier: 100 x 4", volume, 100_000_000n, 400_000_000n],
    ["volume, a millionth more: 100.000001 x 3", volume, 100_000_001n, 300_000_003n],
    ["volume, all of the second tier: 500 x 3", volume, 500_000_000n, 1_500_000_000n],
    ["volume, in the last tier: 501 x 2.5", volume, 501_000_000n, 1_252_500_000n],
    ["package, nothing", packages, 0n, 0n],
    ["package, a millionth", packages, 1n, 500_000n],
    ["package, a whole one", packages, 1_000_000_000n, 500_000n],
    ["package, a millionth more", packages, 1_000_000_001n, 1_000_000n],
  ])("%s", (_name, price, quantity, expected) => {
    expect(priceOfQuantity(price, quantity, MILLIONTHS)).toBe(expected);
  });

  it("is the same for a quantity in milliseconds of thousandths of a unit", () => {
    const hours = (units: bigint, ms: bigint) => units * 1000n * ms;
    // 8 GPUs for 15 h are 120 unit-hours: 100 x 4 + 20 x 3.
    expect(priceOfQuantity(graduated, hours(8n, 15n * 3_600_000n), UNIT_HOUR)).toBe(usd("460"));
    // A millisecond of one GPU at $4 an hour is 1.11 micro-dollars.
    expect(priceOfQuantity(graduated, hours(1n, 1n), UNIT_HOUR)).toBe(1n);
    const hourly: Price = { kind: "package", size: 1n, price: usd("4"), minimum: 0n };
    expect(priceOfQuantity(hourly, hours(1n, 5_400_000n), UNIT_HOUR)).toBe(usd("8"));
  });

  it("is at least the minimum in the end, if there was any use", () => {
    const price: Price = { ...graduated, minimum: usd("10") };
    expect(finalPriceOf(price, 0n, MILLIONTHS)).toBe(0n);
    expect(finalPriceOf(price, 1n, MILLIONTHS)).toBe(usd("10"));
    expect(finalPriceOf(price, 2_500_000n, MILLIONTHS)).toBe(usd("10"));
    expect(finalPriceOf(price, 2_500_001n, MILLIONTHS)).toBe(10_000_004n);
  });

  it("names the tiers that a quantity uses", () => {
    const used = (price: TieredPrice) => partsOf(price, 250_000_000n, MILLIONTHS).map(({ rate, part }) => [rate, part]);
    expect(used(graduated)).toEqual([
      [4n * DOLLAR, 100_000_000n],
      [3n * DOLLAR, 150_000_000n],
    ]);
    expect(used(volume)).toEqual([[3n * DOLLAR, 250_000_000n]]);
  });

  it("falls only where a volume price passes the end of a tier", () => {
    expect(canFallBetween(volume, 99_000_000n, 100_000_000n, MILLIONTHS)).toBe(false);
    expect(canFallBetween(volume, 99_000_000n, 100_000_001n, MILLIONTHS)).toBe(true);
    expect(canFallBetween(volume, 100_000_000n, 100_000_001n, MILLIONTHS)).toBe(true);
    expect(canFallBetween(volume, 100_000_001n, 500_000_000n, MILLIONTHS)).toBe(false);
    expect(canFallBetween(graduated, 0n, 600_000_000n, MILLIONTHS)).toBe(false);
    expect(greatestPriceWithin(volume, 99_000_000n, 101_000_000n, MILLIONTHS)).toBe(usd("400"));
    expect(greatestPriceWithin(volume, 100_000_000n, 101_000_000n, MILLIONTHS)).toBe(usd("303"));
  });
});

describe("the text of a price", () => {
  it.each<[Price, string]>([
    [packages, '{"kind":"package","minimum":"0","price":"500000","size":"1000"}'],
    [
      { ...volume, tiers: tiers.slice(1), minimum: 7n },
      '{"kind":"volume","minimum":"7","tiers":[{"rate":"3000000000","upTo":"500"},{"rate":"2500000000","upTo":null}]}',
    ],
  ])("has sorted keys and digits", (price, text) => {
    expect(canonicalPrice(price)).toBe(text);
    expect(parseCanonicalPrice(text)).toEqual(price);
  });

  it.each([
    "",
    "null",
    "{}",
    '{"kind":"package","minimum":"0","price":"500000","size":"0"}',
    '{"kind":"package","minimum":"0","price":"0","size":"1"}',
    '{"kind":"package","minimum":"00","price":"1","size":"1"}',
    '{"kind":"package","minimum":"0","price":"1","size":"1","more":1}',
    '{ "kind":"package","minimum":"0","price":"1","size":"1"}',
    '{"kind":"graduated","minimum":"0","tiers":[]}',
    '{"kind":"graduated","minimum":"0","tiers":[{"rate":"1","upTo":"5"}]}',
    '{"kind":"graduated","minimum":"0","tiers":[{"rate":"-1","upTo":null}]}',
    '{"kind":"graduated","minimum":"0","tiers":[{"rate":"1","upTo":null},{"rate":"1","upTo":null}]}',
    '{"kind":"volume","minimum":"0","tiers":[{"rate":"1","upTo":"5"},{"rate":"1","upTo":"5"},{"rate":"1","upTo":null}]}',
    '{"kind":"rate","minimum":"0","tiers":[{"rate":"1","upTo":null}]}',
  ])("refuses %s", (text) => {
    expect(() => parseCanonicalPrice(text)).toThrow(RangeError);
  });
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 10n });
const anyTiers = fc
  .tuple(
    fc.uniqueArray(fc.bigInt({ min: 1n, max: 1000n }), { maxLength: 4 }),
    fc.array(amount, { minLength: 5, maxLength: 5 }),
  )
  .map(([ends, rates]) => {
    const sorted = ends.toSorted((a, b) => (a < b ? -1 : 1));
    return [...sorted, null].map((upTo, n) => ({ upTo, rate: rates[n] ?? 0n }));
  });
const anyPrice: fc.Arbitrary<Price> = fc.oneof(
  fc.record({ kind: fc.constantFrom("graduated" as const, "volume" as const), tiers: anyTiers, minimum: amount }),
  fc.record({
    kind: fc.constant("package" as const),
    size: fc.bigInt({ min: 1n, max: 50n }),
    price: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    minimum: amount,
  }),
);
const anyQuantity = fc.bigInt({ min: 0n, max: 2000n * MILLIONTHS });

describe("any price", () => {
  it("L19 costs the same for any split of the usage", () => {
    fc.assert(
      fc.property(anyPrice, fc.array(anyQuantity, { minLength: 1, maxLength: 8 }), (price, quantities) => {
        const ends = quantities.toSorted((a, b) => (a < b ? -1 : 1));
        let charged = 0n;
        for (const end of ends) charged += priceOfQuantity(price, end, MILLIONTHS) - charged;
        expect(charged).toBe(priceOfQuantity(price, ends.at(-1) ?? 0n, MILLIONTHS));
      }),
    );
  });

  it("L19 never falls as the usage grows, unless a volume price passes a tier", () => {
    fc.assert(
      fc.property(anyPrice, anyQuantity, anyQuantity, (price, a, b) => {
        const [from, until] = a < b ? [a, b] : [b, a];
        const before = priceOfQuantity(price, from, MILLIONTHS);
        const after = priceOfQuantity(price, until, MILLIONTHS);
        expect(canFallBetween(price, from, until, MILLIONTHS) || after >= before).toBe(true);
        const most = greatestPriceWithin(price, from, until, MILLIONTHS);
        expect(most).toBeGreaterThanOrEqual(after);
        expect(price.kind === "volume" || most === after).toBe(true);
      }),
    );
  });

  it("L19 is the sum of its tiers, with a rounding of less than a micro-dollar", () => {
    fc.assert(
      fc.property(anyPrice, anyQuantity, (price, quantity) => {
        if (price.kind === "package") return;
        const parts = partsOf(price, quantity, MILLIONTHS);
        const exact = parts.reduce((sum, { rate, part }) => sum + rate * part, 0n);
        expect(parts.reduce((sum, { part }) => sum + part, 0n)).toBe(quantity);
        const rest = exact - priceOfQuantity(price, quantity, MILLIONTHS) * 1000n * MILLIONTHS;
        expect(rest >= 0n && rest < 1000n * MILLIONTHS).toBe(true);
      }),
    );
  });

  it("has a largest quantity within any amount", () => {
    fc.assert(
      fc.property(anyPrice, anyQuantity, fc.bigInt({ min: 0n, max: 10n ** 10n }), (price, quantity, most) => {
        const fits = quantityAtMost(price, quantity, MILLIONTHS, most);
        expect(fits <= quantity).toBe(true);
        expect(priceOfQuantity(price, fits, MILLIONTHS)).toBeLessThanOrEqual(most);
        expect(fits === quantity || priceOfQuantity(price, fits + 1n, MILLIONTHS) > most).toBe(true);
        expect(fits === quantity || priceOfQuantity(price, quantity, MILLIONTHS) > most).toBe(true);
      }),
    );
  });

  it("reads its text back", () => {
    fc.assert(
      fc.property(anyPrice, (price) => {
        expect(parseCanonicalPrice(canonicalPrice(price))).toEqual(price);
      }),
    );
  });
});
