import { expect, it } from "vitest";
import { type PriceRow, priceRows, rowsByKind, typicalPrice } from "./price-rows.ts";

const storage = {
  resource: "storage.gb-month",
  title: "Storage",
  unit: "gb-month" as const,
  kinds: ["storage"] as const,
  rateNanos: "30000000",
  priceShape: null,
  listRateNanos: "30000000",
  listPriceShape: null,
  isByContract: false,
  includedBy: "storage_gb",
};
const gpu = {
  resource: "gpu.l40s",
  title: "L40S",
  unit: "hour" as const,
  kinds: ["training", "endpoint"] as const,
  rateNanos: "1140000000",
  priceShape: null,
  listRateNanos: "1140000000",
  listPriceShape: null,
  isByContract: false,
  includedBy: null,
};
const reserved = { ...gpu, resource: "gpu.reserved", title: "Reserved L40S", rateNanos: null, listRateNanos: null };
const plan = {
  plan: "free",
  title: "Free",
  price: { kind: "free" as const, monthly: null, yearly: null },
  signup: null,
  monthly: null,
  entitlements: { storage_gb: 100 },
};
const catalog = { resources: [storage, gpu, reserved], plans: [plan] };

it("a contract's price comes before the catalog's, which stays in sight", () => {
  const agreed = [
    storage,
    { ...gpu, rateNanos: "900000000", isByContract: true },
    { ...reserved, rateNanos: "700000000", isByContract: true },
  ];
  const rows = priceRows({ ...catalog, resources: agreed });
  const nanos = (cost: PriceRow["cost"]) => cost?.rateNanos ?? null;
  expect(rows.map(({ cost, listCost, isByContract }) => [nanos(cost), nanos(listCost), isByContract])).toEqual([
    ["30000000", null, false],
    ["900000000", "1140000000", true],
    ["700000000", null, true],
  ]);
});

it("says how much the plans include, and that only a contract has a price", () => {
  const rows = priceRows(catalog);
  expect(rows[0]?.included).toEqual([{ plan: "Free", amount: 100 }]);
  expect(rows[2]).toMatchObject({ cost: null, isByContract: false });
});

it("lists a resource in each kind of work that it is sold for", () => {
  const groups = rowsByKind(priceRows(catalog));
  expect(groups.map(({ kind, rows }) => [kind, rows.map(({ title }) => title)])).toEqual([
    ["training", ["L40S", "Reserved L40S"]],
    ["endpoint", ["L40S", "Reserved L40S"]],
    ["storage", ["Storage"]],
  ]);
});

it("prices 8 hours of an L40S, and 100 GB for a month", () => {
  const plain = (rateNanos: string) => ({ rateNanos, priceShape: null });
  expect([typicalPrice("training", plain("1140000000")), typicalPrice("storage", plain("30000000"))]).toEqual([
    9_120_000n,
    3_000_000n,
  ]);
});

it("prices by a shape: 5 of the 8 hours at $2.00 and 3 at $1.00, and 2 packages of 5 hours", () => {
  const tiers = [
    { upTo: 5, rateNanos: "2000000000" },
    { upTo: null, rateNanos: "1000000000" },
  ];
  const none = { size: null, perPackage: null, minimum: "0" };
  const shaped = (priceShape: NonNullable<PriceRow["cost"]>["priceShape"]) => ({ rateNanos: null, priceShape });
  const five = { kind: "package", tiers: [], size: 5, perPackage: "9000000", minimum: "0" } as const;
  const prices = [
    { kind: "graduated", tiers, ...none } as const,
    { kind: "volume", tiers, ...none } as const,
    five,
    { ...five, minimum: "20000000" },
  ];
  expect(prices.map((shape) => typicalPrice("training", shaped(shape)))).toEqual([
    13_000_000n,
    8_000_000n,
    18_000_000n,
    20_000_000n,
  ]);
});
