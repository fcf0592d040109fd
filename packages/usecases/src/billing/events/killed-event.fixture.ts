/**
 * A process that is killed after it stored an event, before it answers the gateway.
 *
 *   node killed-event.fixture.ts '<HomeUrls>' '<event>'
 */
import { crashAt } from "@scrip/db/connection";
import { openHomes } from "@scrip/db/schema";
import type { GatewayEvent } from "@scrip/domain/billing/gateway";
import { storeEvent } from "./store-event.ts";

const [urls = "{}", event = "{}"] = process.argv.slice(2);
const homes = await openHomes(JSON.parse(urls) as { organizations: string }, { applicationName: "scrip-test-event" });
crashAt({ point: "webhook.after_inbox", nth: 1 });
await storeEvent(homes, JSON.parse(event) as GatewayEvent);
