import { describe, expect, it } from "vitest";
import { tiered } from "./index.ts";

/** The table of DESIGN 2, written a second time. */
describe("tiered", () => {
  it.each([
    ["storage_gb", 100, 500, "unlimited"],
    ["private_projects", 3, "unlimited", "unlimited"],
    ["deployments", 1, 5, "unlimited"],
    ["members", 1, 5, "unlimited"],
    ["support", "community", "email", "dedicated"],
    ["sso", false, false, true],
    ["audit_log", false, false, true],
  ] as const)("%s is %s, %s, %s", (key, ...values) => {
    const { free, pro, enterprise } = tiered.plans;
    expect([free, pro, enterprise].map((plan) => plan.entitlements[key])).toEqual(values);
  });

  it("charges work to its end, and none of it that the platform broke off", () => {
    for (const policy of Object.values(tiered.policies)) {
      expect(policy.byEndState).toEqual({
        completed: "all_time",
        cancelled: "all_time",
        failedByUser: "all_time",
        failedByPlatform: "settled_only",
      });
    }
  });

  it("includes storage up to what the plan states", () => {
    expect(tiered.resources["storage.gb-month"].includedBy).toBe("storage_gb");
  });
});
