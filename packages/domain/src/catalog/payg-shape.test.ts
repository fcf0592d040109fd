import { describe, expect, expectTypeOf, it } from "vitest";
import { defineCatalog, type PlanIdAt, rateOf, tiered } from "./index.ts";

/** A catalog can describe a platform without tiers, which sells pay-as-you-go. */
describe("a pay-as-you-go catalog", () => {
  const payg = defineCatalog({
    name: "payg",
    defaultPlan: "core",
    planOrder: ["core", "enterprise"],
    entitlements: {
      pipelines: { kind: "feature", title: "Run, service and pipeline features" },
      security: { kind: "feature", title: "Security features" },
      sla: { kind: "feature", title: "Service level agreement" },
      support: { kind: "choice", title: "Support", options: ["standard", "dedicated"] },
    },
    plans: {
      core: {
        title: "Core",
        price: { kind: "free" },
        grants: {},
        entitlements: { pipelines: true, security: false, sla: false, support: "standard" },
      },
      enterprise: {
        title: "Enterprise",
        price: { kind: "contract" },
        grants: {},
        entitlements: { pipelines: true, security: true, sla: true, support: "dedicated" },
      },
    },
    resources: {
      "gpu.a100-80gb": { title: "A100 80GB", unit: "hour", rate: "1.80", kinds: ["training", "endpoint"] },
      "gpu.reserved": { title: "Reserved GPUs", unit: "hour", rate: "contract", kinds: ["training", "endpoint"] },
      "storage.cluster-gb-month": { title: "Cluster storage", unit: "gb-month", rate: "0.20", kinds: ["storage"] },
      "storage.object-gb-month": { title: "Object storage", unit: "gb-month", rate: "0.03", kinds: ["storage"] },
      "storage.reserved-gb-month": {
        title: "Reserved storage",
        unit: "gb-month",
        rate: "contract",
        kinds: ["storage"],
      },
      "network.gb-out": { title: "Network out", unit: "gb", rate: "0.05", kinds: ["network"] },
    },
    policies: tiered.policies,
    limits: tiered.limits,
  });

  it("has prices for listed resources, and leaves the others to contracts", () => {
    expect(rateOf(payg, "storage.cluster-gb-month")).toBe(200_000_000n);
    expect(rateOf(payg, "network.gb-out")).toBe(50_000_000n);
    expect(rateOf(payg, "gpu.reserved")).toBeUndefined();
  });

  it("has no plan to subscribe to, and one plan by contract", () => {
    expectTypeOf<PlanIdAt<typeof payg, "subscription">>().toEqualTypeOf<never>();
    expectTypeOf<PlanIdAt<typeof payg, "contract">>().toEqualTypeOf<"enterprise">();
  });
});
