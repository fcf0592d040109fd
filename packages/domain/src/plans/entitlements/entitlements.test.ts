import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { payg, tiered } from "../../catalog/index.ts";
import { changeCount, checkEntitlement, countedBy, type EntitlementTerms, entitlementOf } from "./index.ts";

const on = (plan: string, overrides: EntitlementTerms["overrides"] = {}): EntitlementTerms => ({
  catalog: tiered,
  plan,
  overrides,
});

describe("who counts", () => {
  it.each([
    ["deployments", "by_platform"],
    ["private_projects", "by_platform"],
    ["members", "by_scrip"],
    // Storage above the included amount is charged, not refused.
    ["storage_gb", null],
    ["sso", null],
    ["support", null],
    ["rockets", null],
    ["constructor", null],
  ])("%s: %s", (entitlement, counted) => {
    expect(countedBy(tiered, entitlement)).toBe(counted);
  });
});

it("a contract replaces values of the plan, and leaves the others", () => {
  const value = (entitlement: string) => entitlementOf(on("pro", { members: 12 }), entitlement);
  expect(["members", "deployments", "teapots"].map(value)).toEqual([12, 5, undefined]);
});

describe("a check", () => {
  it.each([
    ["free", "sso", 0, 1, false, "enterprise"],
    ["enterprise", "sso", 0, 1, true, null],
    ["free", "deployments", 0, 1, true, null],
    ["free", "deployments", 1, 1, false, "pro"],
    ["free", "deployments", 0, 6, false, "enterprise"],
    // A downgrade: five stay, and the sixth needs Enterprise.
    ["free", "deployments", 5, 1, false, "enterprise"],
    ["pro", "private_projects", 1e6, 1, true, null],
    ["free", "storage_gb", 0, 500, true, null],
    ["free", "support", 0, 1, true, null],
  ] as const)(
    "on %s of %s with %i used and %i wanted is %s, and %s allows it",
    (plan, name, used, count, is, needs) => {
      expect(checkEntitlement(on(plan), name, { used, count })).toMatchObject({ isAllowed: is, neededPlan: needs });
    },
  );

  it("takes the values of a contract before those of the plan", () => {
    const terms = on("enterprise", { deployments: 2, sso: false });
    expect(checkEntitlement(terms, "deployments", { used: 2, count: 1 })).toMatchObject({
      value: 2,
      isByContract: true,
      isAllowed: false,
      neededPlan: "pro",
    });
    expect(checkEntitlement(terms, "sso", { used: 0, count: 1 })).toMatchObject({ isAllowed: false });
  });

  it("knows no entitlement that the catalog does not have", () => {
    expect(checkEntitlement({ ...on("core"), catalog: payg }, "deployments", { used: 0, count: 1 })).toBeNull();
    expect(checkEntitlement(on("free"), "__proto__", { used: 0, count: 1 })).toBeNull();
  });
});

describe("a counter", () => {
  it("never passes the limit and never falls below zero, and a refusal changes nothing", () => {
    const change = fc.record({
      operation: fc.constantFrom("use" as const, "release" as const),
      count: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.constantFrom("free", "pro"), fc.nat({ max: 8 }), fc.array(change), (plan, first, changes) => {
        const limit = plan === "free" ? 1 : 5;
        let used = first;
        for (const each of changes) {
          const after = changeCount(on(plan), { ...each, entitlement: "deployments" }, used);
          const moved = each.operation === "use" ? each.count : -each.count;
          expect(after.used).toBe(after.outcome === "done" ? used + moved : used);
          expect(after.used).toBeLessThanOrEqual(Math.max(used, limit));
          expect(after.used).toBeGreaterThanOrEqual(0);
          used = after.used;
        }
      }),
    );
  });

  it("is named with its limit and the first plan that would allow it", () => {
    const use = { operation: "use", entitlement: "deployments", count: 1 } as const;
    expect(changeCount(on("free"), use, 1)).toEqual({ outcome: "limit_reached", most: 1, used: 1, neededPlan: "pro" });
    expect(changeCount(on("enterprise"), use, 99)).toEqual({
      outcome: "done",
      most: null,
      used: 100,
      neededPlan: null,
    });
    expect(changeCount(on("free"), { ...use, operation: "release" }, 0)).toMatchObject({ outcome: "not_in_use" });
  });
});
