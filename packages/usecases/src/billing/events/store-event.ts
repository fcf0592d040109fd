import { insertGatewayEvent } from "@scrip/db/billing";
import { type Homes, inPlatform, reach } from "@scrip/db/connection";
import type { GatewayEvent } from "@scrip/domain/billing/gateway";

/**
 * Stores an event of the gateway in the inbox, with the work that books it, in one transaction. The gateway may be
 * answered then: the event is not lost any more. Safe to repeat.
 * @returns false if the event was there already, which is a success too
 * @source docs/rules.md#events-of-the-gateway; docs/invariants.md#l30
 */
export async function storeEvent({ platform }: Homes, event: GatewayEvent): Promise<boolean> {
  const isNew = await inPlatform(platform, (tx) => insertGatewayEvent(tx, event));
  reach("webhook.after_inbox");
  return isNew;
}
