import { insertGatewayEvents } from "@scrip/db/billing";
import { type Homes, inPlatform, reach } from "@scrip/db/connection";
import type { GatewayEvent } from "@scrip/domain/billing/gateway";

/**
 * Stores an event of the gateway in the inbox, with the work that books it, in one transaction. The gateway may be
 * answered then: the event is not lost any more. Safe to repeat.
 * @returns false if the event was there already, which is a success too
 * @source docs/rules.md#events-of-the-gateway; docs/invariants.md#l30
 */
export async function storeEvent(homes: Pick<Homes, "platform">, event: GatewayEvent): Promise<boolean> {
  return (await storeEvents(homes, [event])).length === 1;
}

/**
 * Stores several events in one transaction: all of them, or none.
 * @returns the ids of those that were not there
 */
export async function storeEvents(
  { platform }: Pick<Homes, "platform">,
  events: readonly GatewayEvent[],
): Promise<readonly string[]> {
  const ids = await inPlatform(platform, (tx) => insertGatewayEvents(tx, events));
  reach("webhook.after_inbox");
  return ids;
}
