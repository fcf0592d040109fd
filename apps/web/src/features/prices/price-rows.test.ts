import { expect, it } from "vitest";
import { priceRows, rowsByKind, typicalPrice } from "./price-rows.ts";

const storage = {
  resource: "storage.gb-month",
  title: "Storage",
  unit: "gb-month" as const,
  kinds: ["storage"] as const,
  rateNanos: "30000000",
  listRateNanos: "30000000",
  isByContract: false,
  includedBy: "storage_gb",
};
const gpu = {
  resource: "gpu.l40s",
  title: "L40S",
  unit: "hour" as const,
  kinds: ["training", "endpoint"] as const,
  rateNanos: "1140000000",
  listRateNanos: "1140000000",
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
  expect(rows.map(({ rate, listRate, isByContract }) => [rate, listRate, isByContract])).toEqual([
    ["30000000", null, false],
    ["900000000", "1140000000", true],
    ["700000000", null, true],
  ]);
});

it("says how much the plans include, and that only a contract has a price", () => {
  const rows = priceRows(catalog);
  expect(rows[0]?.included).toEqual([{ plan: "Free", amount: 100 }]);
  expect(rows[2]).toMatchObject({ rate: null, isByContract: false });
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
  expect([typicalPrice("training", "1140000000"), typicalPrice("storage", "30000000")]).toEqual([
    9_120_000n,
    3_000_000n,
  ]);
});
