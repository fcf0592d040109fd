import type { Gateway } from "@scrip/domain/billing/gateway";
import type { Instant } from "@scrip/domain/ledger";
import type { AttemptDeps } from "../attempts/attempt-deps.ts";
import { EVENTS } from "../events/events.ts";
import { storeEvent } from "../events/store-event.ts";

/** The payments themselves are compared, so their own events are not needed. */
const OF_PAYMENTS = ["checkout.session.", "payment_intent."];

/** The gateway takes so many types in one call. */
const TYPES_A_CALL = 20;

/**
 * Takes events into the inbox that never arrived: refunds, disputes, subscriptions, payment methods. The worker books them
 * like all others. Safe to repeat.
 * @returns how many were missing
 */
export async function takeMissedEvents({ homes }: AttemptDeps, gateway: Gateway, since: Instant): Promise<number> {
  const types = Object.keys(EVENTS).filter((type) => !OF_PAYMENTS.some((prefix) => type.startsWith(prefix)));
  let missed = 0;
  for (let first = 0; first < types.length; first += TYPES_A_CALL) {
    const some = types.slice(first, first + TYPES_A_CALL);
    for await (const event of gateway.events.madeSince(since, some)) if (await storeEvent(homes, event)) missed += 1;
  }
  return missed;
}
