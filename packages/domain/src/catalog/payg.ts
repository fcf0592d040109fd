import { defineCatalog } from "./define-catalog.ts";
import { SHIPPED_LIMITS } from "./shipped-limits.ts";
import { SHIPPED_POLICIES } from "./shipped-policies.ts";

/**
 * A catalog without tiers: every organization begins on Core and pays as it goes. Enterprise is by contract, which also
 * prices reserved GPUs and reserved storage.
 * @source docs/rules.md#payg
 */
export const payg = defineCatalog({
  name: "payg",
  defaultPlan: "core",
  planOrder: ["core", "enterprise"],
  entitlements: {
    runs: { kind: "feature", title: "Runs" },
    services: { kind: "feature", title: "Services" },
    pipelines: { kind: "feature", title: "Pipelines" },
    sso: { kind: "feature", title: "Single sign-on" },
    audit_log: { kind: "feature", title: "Audit log" },
    reserved_capacity: { kind: "feature", title: "Reserved GPUs and storage" },
    sla: { kind: "feature", title: "Service level agreement" },
    support: { kind: "choice", title: "Support", options: ["standard", "dedicated"] },
  },
  plans: {
    core: {
      title: "Core",
      price: { kind: "free" },
      grants: {},
      entitlements: {
        runs: true,
        services: true,
        pipelines: true,
        sso: false,
        audit_log: false,
        reserved_capacity: false,
        sla: false,
        support: "standard",
      },
    },
    enterprise: {
      title: "Enterprise",
      price: { kind: "contract" },
      grants: {},
      entitlements: {
        runs: true,
        services: true,
        pipelines: true,
        sso: true,
        audit_log: true,
        reserved_capacity: true,
        sla: true,
        support: "dedicated",
      },
    },
  },
  resources: {
    "gpu.rtx-3090": { title: "RTX 3090", unit: "hour", rate: "0.44", kinds: ["training", "endpoint"] },
    "gpu.rtx-4090": { title: "RTX 4090", unit: "hour", rate: "0.74", kinds: ["training", "endpoint"] },
    "gpu.l40s": { title: "L40S", unit: "hour", rate: "1.14", kinds: ["training", "endpoint"] },
    "gpu.a100-40gb": { title: "A100 40GB", unit: "hour", rate: "1.29", kinds: ["training", "endpoint"] },
    "gpu.a100-80gb": { title: "A100 80GB", unit: "hour", rate: "1.80", kinds: ["training", "endpoint"] },
    "gpu.h100-80gb": { title: "H100 80GB", unit: "hour", rate: "3.99", kinds: ["training", "endpoint"] },
    "gpu.reserved-a100-80gb": {
      title: "Reserved A100 80GB",
      unit: "hour",
      rate: "contract",
      kinds: ["training", "endpoint"],
    },
    "gpu.reserved-h100-80gb": {
      title: "Reserved H100 80GB",
      unit: "hour",
      rate: "contract",
      kinds: ["training", "endpoint"],
    },
    "storage.cluster-gb-month": { title: "Cluster storage", unit: "gb-month", rate: "0.20", kinds: ["storage"] },
    "storage.object-gb-month": { title: "Object storage", unit: "gb-month", rate: "0.03", kinds: ["storage"] },
    "storage.reserved-gb-month": { title: "Reserved storage", unit: "gb-month", rate: "contract", kinds: ["storage"] },
    "network.gb-out": { title: "Network out", unit: "gb", rate: "0.05", kinds: ["network"] },
  },
  policies: SHIPPED_POLICIES,
  limits: SHIPPED_LIMITS,
});

/** The catalog of a platform that uses `payg` as it is. */
export type Payg = typeof payg;
