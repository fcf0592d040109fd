import type { PlatformSource } from "../connection/home-source.ts";

/** Work that is due now and not parked, and for how long the oldest has been due; 0 if there is none. */
export interface Backlog {
  readonly due: number;
  readonly oldestSeconds: number;
}

const EMPTY: Backlog = { due: 0, oldestSeconds: 0 };

/** The claims of the platform that are due. */
export async function platformBacklog(platform: PlatformSource): Promise<Backlog> {
  const [row] = await platform.query<Backlog[]>(
    `SELECT count(*)::int AS due,
        coalesce(extract(epoch FROM clock_timestamp() - min(due_at)), 0)::float8 AS "oldestSeconds"
      FROM platform_due WHERE parked_at IS NULL AND due_at <= clock_timestamp()`,
  );
  return row ?? EMPTY;
}

/** The events of the gateway that are stored and not booked, from their arrival. Parked ones are left out. */
export async function inboxBacklog(platform: PlatformSource): Promise<Backlog> {
  const [row] = await platform.query<Backlog[]>(
    `SELECT count(*)::int AS due,
        coalesce(extract(epoch FROM clock_timestamp() - min(e.received_at)), 0)::float8 AS "oldestSeconds"
      FROM platform_due d JOIN gateway_events e ON e.id = d.ref WHERE d.kind = 'book_event' AND d.parked_at IS NULL`,
  );
  return row ?? EMPTY;
}
