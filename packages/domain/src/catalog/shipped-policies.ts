import type { Catalog } from "./catalog.ts";
import type { EndCharge, EndState } from "./vocabulary.ts";

/** All time of work is charged. After a failure of the platform only the part settled before is charged. */
const byEndState = {
  completed: "all_time",
  cancelled: "all_time",
  failedByUser: "all_time",
  failedByPlatform: "settled_only",
} as const satisfies Record<EndState, EndCharge>;

/**
 * The policies of both catalogs that ship.
 * @source docs/rules.md#policies
 */
export const SHIPPED_POLICIES = {
  training: {
    admission: { of: "next_epoch", marginMilli: 1200 },
    reserve: "next_epoch",
    charging: { kind: "epoch" },
    atZero: { kind: "pause" },
    byEndState,
    capAtEstimate: false,
  },
  endpoint: {
    // A minimum of one micro-dollar refuses new work only if there is no credit at all.
    admission: { of: "nothing", minimum: "0.000001" },
    reserve: "none",
    charging: { kind: "interval", minutes: 5 },
    atZero: { kind: "overdraft", limit: "100.00" },
    byEndState,
    capAtEstimate: false,
  },
  storage: {
    admission: { of: "nothing" },
    reserve: "none",
    charging: { kind: "daily" },
    atZero: { kind: "accrue" },
    byEndState,
    capAtEstimate: false,
  },
  network: {
    admission: { of: "nothing" },
    reserve: "none",
    charging: { kind: "daily" },
    // Reported traffic has already been sent, so it can be charged or owed, but not refused.
    atZero: { kind: "accrue" },
    byEndState,
    capAtEstimate: false,
  },
  export: {
    admission: { of: "price", marginMilli: 1000 },
    reserve: "none",
    charging: { kind: "once" },
    atZero: { kind: "refuse" },
    byEndState,
    capAtEstimate: false,
  },
} as const satisfies Catalog["policies"];
