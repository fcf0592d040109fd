import { expect, it } from "vitest";
import { PERMISSIONS, type Permission, PLATFORM_SCOPES, ROLES, roleHas, SCOPES, scopeOf } from "./permissions.ts";

const ALL = Object.keys(PERMISSIONS) as Permission[];

it("G3 gives each permission to somebody", () => {
  const spare = ALL.filter((each) => PERMISSIONS[each].roles.length === 0 && PERMISSIONS[each].keys === null);
  expect(spare).toEqual([]);
});

it("G3 gives no role a permission that a stronger role does not have", () => {
  const order = ROLES.filter((role) => role !== "billing");
  for (const permission of ALL) {
    const having = order.map((role) => roleHas(role, permission));
    expect([permission, having]).toEqual([permission, [...having].sort((a, b) => Number(b) - Number(a))]);
  }
  const ofBilling = ALL.filter((permission) => roleHas("billing", permission));
  expect(ofBilling.filter((permission) => !roleHas("owner", permission))).toEqual([]);
});

it("G3 gives keys each permission by a scope that exists", () => {
  const without = ALL.filter((each) => (PERMISSIONS[each].keys === null) !== (scopeOf(each) === null));
  expect(without).toEqual([]);
  expect(["plan:write", "plan:read", "members:read"].map((each) => scopeOf(each as Permission))).toEqual([
    "plans:write",
    "plan:read",
    null,
  ]);
});

it("keeps the scopes that make credit or move a cap from the keys of organizations", () => {
  expect(PLATFORM_SCOPES).toEqual([
    "grants:write",
    "ledger:verify",
    "clocks:write",
    "organizations:write",
    "plans:write",
    "budgets:write",
  ]);
  expect(SCOPES).toContain("usage:report");
  expect(SCOPES).not.toContain("members:write");
});
