import { type ChargingRow, readCharging } from "@scrip/db/billing";
import type { Homes, PlatformSource, PlatformTx } from "@scrip/db/connection";
import { type Charging, type ChargingOff, whyOff } from "@scrip/domain/billing/charging";
import { refused } from "../../refused.ts";

/** Reads why the platform takes no payments now. @returns `null` if it takes them */
export async function whyNotCharging(platform: PlatformSource | PlatformTx): Promise<ChargingOff | null> {
  return whyOff(chargingOf(await readCharging(platform)));
}

/**
 * Whether a payment may be started now. Whoever asks the gateway for money asks this first, and waits if not.
 * Outcomes are looked up all the same.
 * @source docs/rules.md#pause-of-charging
 */
export async function mayCharge({ platform }: Pick<Homes, "platform">): Promise<boolean> {
  return (await whyNotCharging(platform)) === null;
}

/**
 * Refuses a payment that a person wants to start now.
 * @throws RefusedError `payment_unavailable`
 * @source docs/rules.md#pause-of-charging
 */
export async function requireCharging({ platform }: Pick<Homes, "platform">): Promise<void> {
  const off = await whyNotCharging(platform);
  if (off === null) return;
  throw refused("payment_unavailable", "The platform takes no payments at the moment. Try again later.");
}

/** What is known of charging, of its row. */
export function chargingOf({ pauseWhy, pausedSince, restoreWhy, restoredSince }: ChargingRow): Charging {
  return {
    pause: pauseWhy === null || pausedSince === null ? null : { why: pauseWhy, since: pausedSince.getTime() },
    restore: restoreWhy === null || restoredSince === null ? null : { why: restoreWhy, since: restoredSince.getTime() },
  };
}
