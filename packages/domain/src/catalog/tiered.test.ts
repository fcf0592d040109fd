import { describe, expect, it } from "vitest";
import { tiered } from "./index.ts";

/** The plan table of docs/rules.md#tiered, written independently of the catalog. */
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

  it("charges all time of work, but only the settled part after a platform failure", () => {
    for (const policy of Object.values(tiered.policies)) {
      expect(policy.byEndState).toEqual({
        completed: "all_time",
        cancelled: "all_time",
        failedByUser: "all_time",
        failedByPlatform: "settled_only",
      });
    }
  });

  it("includes storage up to the plan's limit", () => {
    expect(tiered.resources["storage.gb-month"].includedBy).toBe("storage_gb");
  });
});
