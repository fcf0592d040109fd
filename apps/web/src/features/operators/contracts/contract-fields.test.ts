import { expect, it } from "vitest";
import type { Catalog } from "../../../data/catalog.ts";
import { checkContract, contractOf, creditField, firstTexts, rateField, valueField } from "./contract-fields.ts";

const catalog: Pick<Catalog, "resources" | "entitlements" | "plans"> = {
  resources: [
    {
      resource: "gpu.l40s",
      title: "L40S",
      unit: "hour",
      kinds: ["training"],
      rateNanos: "1140000000",
      priceShape: null,
      listRateNanos: null,
      listPriceShape: null,
      isByContract: false,
      includedBy: null,
    },
  ],
  entitlements: [
    { entitlement: "members", title: "Members", kind: "limit" },
    { entitlement: "sso", title: "Single sign-on", kind: "feature" },
    { entitlement: "support", title: "Support", kind: "choice" },
  ],
  plans: [
    {
      plan: "enterprise",
      title: "Enterprise",
      price: { kind: "contract", monthly: null, yearly: null },
      signup: null,
      monthly: null,
      entitlements: {},
    },
  ],
};
const first = { ...firstTexts(catalog), reason: "Agreed by mail" };

it("opens with the plan by contract, and nothing else agreed", () => {
  expect(checkContract(catalog, first)).toEqual({});
  expect(contractOf(catalog, first)).toEqual({
    plan: "enterprise",
    rates: {},
    priceShapes: {},
    entitlements: {},
    credits: [],
    reason: "Agreed by mail",
  });
});

it("reads prices, values, credit and dates", () => {
  const texts = {
    ...first,
    [rateField("gpu.l40s")]: "0.9",
    [valueField("members")]: "40",
    [valueField("sso")]: "no",
    [valueField("support")]: "dedicated",
    [creditField("month", "amount")]: "500",
    [creditField("month", "days")]: "30",
    startsAt: "2027-05-01T00:00",
    endsAt: "2028-05-01T00:00",
  };
  expect(checkContract(catalog, texts)).toEqual({});
  expect(contractOf(catalog, texts)).toEqual({
    plan: "enterprise",
    rates: { "gpu.l40s": "900000000" },
    priceShapes: {},
    entitlements: { members: 40, sso: false, support: "dedicated" },
    credits: [{ amount: "500000000", every: "month", days: 30, kind: "promotional" }],
    reason: "Agreed by mail",
    startsAt: new Date("2027-05-01T00:00").toISOString(),
    endsAt: new Date("2028-05-01T00:00").toISOString(),
  });
});

it("names every field that is wrong", () => {
  const texts = {
    ...first,
    [rateField("gpu.l40s")]: "-1",
    [valueField("members")]: "many",
    [creditField("once", "amount")]: "0",
    [creditField("once", "days")]: "1.5",
    startsAt: "2027-05-01T00:00",
    endsAt: "2027-05-01T00:00",
    reason: "",
  };
  expect(Object.keys(checkContract(catalog, texts)).sort()).toEqual(
    [
      rateField("gpu.l40s"),
      valueField("members"),
      creditField("once", "amount"),
      creditField("once", "days"),
      "endsAt",
      "reason",
    ].sort(),
  );
});
