import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Catalog, defineCatalog, tiered } from "../../catalog/index.ts";
import { checkOneMore, limitOf } from "./limit.ts";

const on = (plan: string, catalog: Catalog = tiered) => ({ catalog, plan, overrides: {} });
const members = (plan: string, used: number) => checkOneMore(on(plan), "members", used);

describe("the seats of a plan", () => {
  it("are one on Free, five on Pro and no number on Enterprise", () => {
    expect(["free", "pro", "enterprise"].map((plan) => limitOf(on(plan), "members"))).toEqual([1, 5, "unlimited"]);
  });

  it.each([
    ["free", 0, null],
    ["free", 1, { entitlement: "members", limit: 1, used: 1, plan: "pro" }],
    // The plan ended: five members stay, and nobody joins them. Pro would not let a sixth one in either.
    ["free", 5, { entitlement: "members", limit: 1, used: 5, plan: "enterprise" }],
    ["pro", 4, null],
    ["pro", 5, { entitlement: "members", limit: 5, used: 5, plan: "enterprise" }],
    ["enterprise", 10_000, null],
  ])("on %s with %i of them taken", (plan, used, refused) => {
    expect(members(plan, used)).toEqual(refused === null ? { ok: true, value: null } : { ok: false, error: refused });
  });

  it("have no larger plan to name where none has more", () => {
    const { enterprise: _left, ...plans } = tiered.plans;
    const small = defineCatalog({ ...tiered, planOrder: ["free", "pro"], plans });
    expect(checkOneMore(on("pro", small), "members", 5)).toMatchObject({ error: { plan: null } });
  });

  it("are never more than the limit, however many ask, and the named plan lets the next one in", () => {
    fc.assert(
      fc.property(fc.constantFrom("free", "pro"), fc.nat({ max: 20 }), (plan, asking) => {
        let taken = 0;
        for (let n = 0; n < asking; n += 1) if (members(plan, taken).ok) taken += 1;
        expect(taken).toBe(Math.min(asking, limitOf(on(plan), "members") as number));
        const refused = members(plan, taken);
        expect(refused.ok || members(refused.error.plan ?? "", taken).ok).toBe(true);
      }),
    );
  });
});

it("a limit that the catalog does not have binds nobody", () => {
  expect(limitOf(on("free"), "rockets")).toBe("unlimited");
  expect(limitOf(on("constructor"), "members")).toBe("unlimited");
});

it("a contract replaces the limit of the plan", () => {
  const terms = { ...on("enterprise"), overrides: { members: 2 } };
  expect(limitOf(terms, "members")).toBe(2);
  expect(checkOneMore(terms, "members", 2)).toMatchObject({ error: { limit: 2, plan: "pro" } });
});
