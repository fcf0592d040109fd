/**
 * An own catalog: a platform that sells training and model exports in three plans. Copy this file to any folder, change it,
 * and start Scrip with `SCRIP_CATALOG=/path/to/own-catalog.ts`.
 */
import { defineCatalog } from "@scrip/client/catalog";

/** All time of work is charged. After a failure of the platform only the part settled before is charged. */
const byEndState = {
  completed: "all_time",
  cancelled: "all_time",
  failedByUser: "all_time",
  failedByPlatform: "settled_only",
} as const;

/** Work that is metered as it is used, and owed when there is no credit left. */
const metered = {
  admission: { of: "nothing" },
  reserve: "none",
  charging: { kind: "daily" },
  atZero: { kind: "accrue" },
  byEndState,
  capAtEstimate: false,
} as const;

export const catalog = defineCatalog({
  name: "acme",
  defaultPlan: "starter",
  planOrder: ["starter", "team", "business"],
  entitlements: {
    members: { kind: "limit", title: "Members" },
    datasets: { kind: "limit", title: "Private data sets" },
    audit_log: { kind: "feature", title: "Audit log" },
    sso: { kind: "feature", title: "Single sign-on" },
    region: { kind: "choice", title: "Region", options: ["shared", "own"] },
  },
  plans: {
    starter: {
      title: "Starter",
      price: { kind: "free" },
      grants: { signup: { amount: "2.50", days: 14 } },
      entitlements: { members: 2, datasets: 1, audit_log: false, sso: false, region: "shared" },
    },
    team: {
      title: "Team",
      price: { kind: "subscription", monthly: "49.00", yearly: "490.00" },
      grants: { monthly: { amount: "30.00", days: 30, atOnce: true } },
      entitlements: { members: 10, datasets: 20, audit_log: true, sso: false, region: "shared" },
    },
    business: {
      title: "Business",
      price: { kind: "contract" },
      grants: {},
      entitlements: { members: "unlimited", datasets: "unlimited", audit_log: true, sso: true, region: "own" },
    },
  },
  resources: {
    "gpu.l4": { title: "L4", unit: "hour", rate: "0.59", kinds: ["training"] },
    // The first 100 hours of a job cost $2.50 each, and all after them $1.90; a job costs at least $1.00.
    "gpu.h200": {
      title: "H200",
      unit: "hour",
      price: { kind: "graduated", tiers: [{ upTo: 100, rate: "2.50" }, { rate: "1.90" }], minimum: "1.00" },
      kinds: ["training"],
    },
    "gpu.b200": { title: "B200", unit: "hour", rate: "contract", kinds: ["training"] },
    export: { title: "Model export", unit: "each", rate: "0.10", kinds: ["export"] },
  },
  policies: {
    training: {
      // A job needs one and a half times the price of its whole estimate, and holds the whole estimate.
      admission: { of: "estimate", marginMilli: 1500 },
      reserve: "whole_job",
      charging: { kind: "epoch" },
      atZero: { kind: "pause" },
      byEndState,
      capAtEstimate: true,
    },
    endpoint: metered,
    storage: metered,
    network: metered,
    export: { ...metered, charging: { kind: "once" }, atZero: { kind: "refuse" } },
  },
  limits: {
    expiringDays: 5,
    silenceMinutes: 15,
    purchases: { minimum: "10.00", maximum: "500.00", presets: ["10.00", "100.00"] },
    autoTopup: { threshold: "5.00", amount: "20.00", perDay: "100.00", perMonth: "400.00" },
  },
});
