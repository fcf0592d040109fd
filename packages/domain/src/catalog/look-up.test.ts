import { describe, expect, it } from "vitest";
import { usd } from "../money/index.ts";
import { compileCatalog, costIn, defineCatalog, isSoldFor, policyFor, tiered } from "./index.ts";

const INHERITED = ["__proto__", "constructor", "toString", "hasOwnProperty", ""];

describe("looking up in a catalog", () => {
  it.each([
    ["gpu.rtx-3090", 440_000_000n],
    ["gpu.rtx-4090", 740_000_000n],
    ["gpu.l40s", 1_140_000_000n],
    ["gpu.a100-40gb", 1_290_000_000n],
    ["gpu.a100-80gb", 1_990_000_000n],
    ["gpu.h100-80gb", 3_990_000_000n],
    ["endpoint.cpu-2", 80_000_000n],
    ["endpoint.cpu-8", 320_000_000n],
    ["storage.gb-month", 30_000_000n],
    ["export", 50_000_000n],
  ])("the rate of %s is %d nano-dollars", (resource, rate) => {
    expect(costIn(tiered, resource)).toBe(rate);
  });

  it.each(INHERITED)('"%s" is not a resource, a plan or a kind of work', (name) => {
    expect(costIn(tiered, name)).toBeUndefined();
    expect(isSoldFor(tiered, name, "training")).toBe(false);
    expect(isSoldFor(tiered, "export", name)).toBe(false);
    expect(policyFor(tiered, name)).toBeUndefined();
    expect(compileCatalog(tiered).plans.get(name)).toBeUndefined();
  });

  it("sells GPUs for training and endpoints, and CPUs only for endpoints", () => {
    expect(isSoldFor(tiered, "gpu.h100-80gb", "training")).toBe(true);
    expect(isSoldFor(tiered, "gpu.h100-80gb", "endpoint")).toBe(true);
    expect(isSoldFor(tiered, "endpoint.cpu-2", "endpoint")).toBe(true);
    expect(isSoldFor(tiered, "endpoint.cpu-2", "training")).toBe(false);
  });

  it("has no rate for a resource with a price only in contracts, but still sells it", () => {
    const catalog = defineCatalog({
      ...tiered,
      resources: { "gpu.reserved": { title: "Reserved", unit: "hour", rate: "contract", kinds: ["training"] } },
    });
    expect(costIn(catalog, "gpu.reserved")).toBeUndefined();
    expect(isSoldFor(catalog, "gpu.reserved", "training")).toBe(true);
  });

  it("computes the values of a catalog once", () => {
    expect(compileCatalog(tiered)).toBe(compileCatalog(tiered));
  });

  it("returns amounts in micro-dollars and times in milliseconds", () => {
    const { limits, plans } = compileCatalog(tiered);
    expect(limits.silenceMs).toBe(1_800_000);
    expect(limits.expiringMs).toBe(604_800_000);
    expect(limits.purchases).toEqual({
      minimum: usd("5"),
      maximum: usd("1000"),
      presets: ["5", "25", "50", "100", "500", "1000"].map(usd),
      bonuses: [],
      methods: ["card"],
    });
    expect(limits.staffAct).toBe(usd("100"));
    expect(limits.autoTopup).toEqual({
      threshold: usd("10"),
      amount: usd("25"),
      perDay: usd("200"),
      perMonth: usd("1000"),
    });
    expect(plans.get("free")).toMatchObject({
      price: { kind: "free" },
      signup: { amount: usd("5"), days: 30 },
      monthly: undefined,
    });
    expect(plans.get("pro")).toMatchObject({
      price: { kind: "subscription", monthly: usd("29"), yearly: usd("290") },
      signup: undefined,
      monthly: { amount: usd("20"), days: 30, atOnce: true },
    });
    expect(plans.get("enterprise")?.price).toEqual({ kind: "contract" });
  });

  it("returns the policies of the default catalog", () => {
    expect(policyFor(tiered, "training")).toMatchObject({
      admission: { of: "next_epoch", marginMilli: 1200n, minimum: 0n },
      reserve: "next_epoch",
      charging: { kind: "epoch" },
      atZero: { kind: "pause" },
      capAtEstimate: false,
    });
    expect(policyFor(tiered, "endpoint")).toMatchObject({
      admission: { of: "nothing", marginMilli: 0n, minimum: 1n },
      reserve: "none",
      charging: { kind: "interval", minutes: 5 },
      atZero: { kind: "overdraft", limit: usd("100") },
    });
    expect(policyFor(tiered, "storage")).toMatchObject({ charging: { kind: "daily" }, atZero: { kind: "accrue" } });
    expect(policyFor(tiered, "export")).toMatchObject({ charging: { kind: "once" }, atZero: { kind: "refuse" } });
  });
});
