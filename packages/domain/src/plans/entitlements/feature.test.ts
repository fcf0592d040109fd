import { expect, it } from "vitest";
import { tiered } from "../../catalog/index.ts";
import { checkFeature } from "./feature.ts";

it.each([
  ["enterprise", "sso", null],
  ["free", "sso", "enterprise"],
  ["pro", "audit_log", "enterprise"],
  // The plan is gone from the catalog, or the catalog has no such feature.
  ["gold", "sso", "enterprise"],
  ["enterprise", "teleport", undefined],
  // A limit and a choice are no features.
  ["enterprise", "members", undefined],
])("on %s the feature %s needs %s", (plan, entitlement, needed) => {
  const expected =
    needed === null ? { ok: true, value: null } : { ok: false, error: { entitlement, plan, needed: needed ?? null } };
  expect(checkFeature({ catalog: tiered, plan, overrides: {} }, entitlement)).toEqual(expected);
});

it("a contract gives a feature, and takes one away", () => {
  expect(checkFeature({ catalog: tiered, plan: "pro", overrides: { sso: true } }, "sso").ok).toBe(true);
  expect(checkFeature({ catalog: tiered, plan: "enterprise", overrides: { sso: false } }, "sso").ok).toBe(false);
});
