import type { GatewayEvent } from "@scrip/domain/billing/gateway";
import { writePlatformDue } from "../claims/claim.ts";
import type { PlatformTx } from "../connection/home-source.ts";

/**
 * Stores an event of the gateway with the work that books it. The commit wakes the worker.
 * @returns false if it is stored already: nothing changes then
 */
export async function insertGatewayEvent(tx: PlatformTx, event: GatewayEvent): Promise<boolean> {
  const stored = await tx.query<{ id: string }[]>(
    `INSERT INTO gateway_events (id, type, livemode, object_id, customer, created_at, received_at, payload)
      VALUES ($1, $2, $3, $4, $5, $6, date_trunc('milliseconds', clock_timestamp()), $7)
      ON CONFLICT (id) DO NOTHING RETURNING id`,
    [event.id, event.type, event.livemode, event.objectId, event.customer, new Date(event.createdAt), event.payload],
  );
  if (stored.length === 0) return false;
  await writePlatformDue(tx, { kind: "book_event", ref: event.id }, "now");
  return true;
}
