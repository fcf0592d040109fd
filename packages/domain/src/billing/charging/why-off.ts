import type { Instant } from "../../ledger/state/ids.ts";

/** What is known of charging. */
export interface Charging {
  /** An operator paused it. */
  readonly pause: { readonly why: string; readonly since: Instant } | null;
  /** The database was restored, and its payments were not compared with the gateway's yet. */
  readonly restore: { readonly why: string; readonly since: Instant } | null;
}

/** Why the platform takes no payments now. */
export interface ChargingOff {
  readonly reason: "paused" | "restored";
  readonly why: string;
  readonly since: Instant;
}

/**
 * Why no payment may be started now. The outcome of payments that were started before is looked up and booked all the
 * same. A restore comes first, since nobody can end that wait by hand.
 * @returns `null` if payments may be started
 * @source docs/rules.md#pause-of-charging
 */
export function whyOff({ pause, restore }: Charging): ChargingOff | null {
  if (restore !== null) return { reason: "restored", ...restore };
  return pause === null ? null : { reason: "paused", ...pause };
}
