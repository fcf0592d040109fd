import type { GatewayEvent } from "@scrip/domain/billing/gateway";
import { writeDueNow } from "../claims/claim.ts";
import type { PlatformTx } from "../connection/home-source.ts";

/**
 * Stores events of the gateway with the work that books them. The commit wakes the worker.
 * @returns the ids of those that were not there
 */
export async function insertGatewayEvents(tx: PlatformTx, events: readonly GatewayEvent[]): Promise<readonly string[]> {
  // Two processes that store the same events wait for each other in the same order.
  const sorted = events.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const stored = await tx.query<{ id: string }[]>(
    `INSERT INTO gateway_events (id, type, livemode, object_id, customer, created_at, received_at, payload)
      SELECT id, type, livemode, object_id, customer, created_at, date_trunc('milliseconds', clock_timestamp()), payload
        FROM unnest($1::text[], $2::text[], $3::boolean[], $4::text[], $5::text[], $6::timestamptz[], $7::jsonb[])
          AS event (id, type, livemode, object_id, customer, created_at, payload)
      ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      sorted.map(({ id }) => id),
      sorted.map(({ type }) => type),
      sorted.map(({ livemode }) => livemode),
      sorted.map(({ objectId }) => objectId),
      sorted.map(({ customer }) => customer),
      sorted.map(({ createdAt }) => new Date(createdAt).toISOString()),
      sorted.map(({ payload }) => JSON.stringify(payload)),
    ],
  );
  const ids = stored.map(({ id }) => id);
  if (ids.length > 0) await writeDueNow(tx, "book_event", ids);
  return ids;
}
