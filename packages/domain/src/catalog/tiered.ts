import { defineCatalog } from "./define-catalog.ts";
import { SHIPPED_LIMITS } from "./shipped-limits.ts";
import { SHIPPED_POLICIES } from "./shipped-policies.ts";

/**
 * The default catalog: Free, Pro and Enterprise, GPUs by the hour, endpoints, storage and exports.
 * @source docs/rules.md#tiered
 */
export const tiered = defineCatalog({
  name: "tiered",
  defaultPlan: "free",
  planOrder: ["free", "pro", "enterprise"],
  entitlements: {
    storage_gb: { kind: "limit", title: "Storage included, GB" },
    private_projects: { kind: "limit", title: "Private projects" },
    deployments: { kind: "limit", title: "Deployments" },
    members: { kind: "limit", title: "Members" },
    support: { kind: "choice", title: "Support", options: ["community", "email", "dedicated"] },
    sso: { kind: "feature", title: "Single sign-on" },
    audit_log: { kind: "feature", title: "Audit log" },
  },
  plans: {
    free: {
      title: "Free",
      price: { kind: "free" },
      grants: { signup: { amount: "5.00", days: 30 } },
      entitlements: {
        storage_gb: 100,
        private_projects: 3,
        deployments: 1,
        members: 1,
        support: "community",
        sso: false,
        audit_log: false,
      },
    },
    pro: {
      title: "Pro",
      price: { kind: "subscription", monthly: "29.00", yearly: "290.00" },
      grants: { monthly: { amount: "20.00", days: 30, atOnce: true } },
      entitlements: {
        storage_gb: 500,
        private_projects: "unlimited",
        deployments: 5,
        members: 5,
        support: "email",
        sso: false,
        audit_log: false,
      },
    },
    enterprise: {
      title: "Enterprise",
      price: { kind: "contract" },
      grants: {},
      entitlements: {
        storage_gb: "unlimited",
        private_projects: "unlimited",
        deployments: "unlimited",
        members: "unlimited",
        support: "dedicated",
        sso: true,
        audit_log: true,
      },
    },
  },
  resources: {
    "gpu.rtx-3090": { title: "RTX 3090", unit: "hour", rate: "0.44", kinds: ["training", "endpoint"] },
    "gpu.rtx-4090": { title: "RTX 4090", unit: "hour", rate: "0.74", kinds: ["training", "endpoint"] },
    "gpu.l40s": { title: "L40S", unit: "hour", rate: "1.14", kinds: ["training", "endpoint"] },
    "gpu.a100-40gb": { title: "A100 40GB", unit: "hour", rate: "1.29", kinds: ["training", "endpoint"] },
    "gpu.a100-80gb": { title: "A100 80GB", unit: "hour", rate: "1.99", kinds: ["training", "endpoint"] },
    "gpu.h100-80gb": { title: "H100 80GB", unit: "hour", rate: "3.99", kinds: ["training", "endpoint"] },
    "endpoint.cpu-2": { title: "Endpoint, 2 CPUs", unit: "hour", rate: "0.08", kinds: ["endpoint"] },
    "endpoint.cpu-8": { title: "Endpoint, 8 CPUs", unit: "hour", rate: "0.32", kinds: ["endpoint"] },
    "storage.gb-month": {
      title: "Storage above the included amount",
      unit: "gb-month",
      rate: "0.03",
      kinds: ["storage"],
      includedBy: "storage_gb",
    },
    export: { title: "Model export", unit: "each", rate: "0.05", kinds: ["export"] },
  },
  policies: SHIPPED_POLICIES,
  limits: SHIPPED_LIMITS,
});

/** The catalog of a platform that uses `tiered` as it is. */
export type Tiered = typeof tiered;
