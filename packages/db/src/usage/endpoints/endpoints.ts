import type { Endpoint } from "@scrip/domain/usage/endpoints";
import { parseCanonicalPrice } from "@scrip/domain/usage/prices";
import type { EndpointRow } from "./endpoint.entity.ts";

/** The columns of an endpoint, with the names of `Endpoint`. */
export const ENDPOINT_COLUMNS = `
  id, ref, resource, rate::text, price, units_milli::float8 AS "unitsMilli", project, member, catalog_version AS "catalogVersion",
  state, created_at AS "createdAt", started_at AS "startedAt", settled_at AS "settledAt",
  stopped_ms::float8 AS "stoppedMs", charged::text, remainder::text, charges, stopped_at AS "stoppedAt",
  stop_reason AS "stopReason"`;

/** A row of `ENDPOINT_COLUMNS`. */
export type FoundEndpoint = Omit<EndpointRow, "orgId" | "rate" | "charged" | "remainder"> & {
  readonly rate: string;
  readonly charged: string;
  readonly remainder: string;
};

/** Builds an endpoint of its row. */
export function toEndpoint(row: FoundEndpoint): Endpoint {
  return {
    id: row.id,
    ref: row.ref,
    resource: row.resource,
    rate: BigInt(row.rate),
    price: row.price === null ? null : parseCanonicalPrice(row.price),
    unitsMilli: row.unitsMilli,
    project: row.project,
    member: row.member,
    catalogVersion: row.catalogVersion,
    state: row.state,
    createdAt: row.createdAt.getTime(),
    startedAt: row.startedAt.getTime(),
    settledAt: row.settledAt.getTime(),
    stoppedMs: row.stoppedMs,
    charged: BigInt(row.charged),
    remainder: BigInt(row.remainder),
    charges: row.charges,
    stoppedAt: row.stoppedAt?.getTime() ?? null,
    stopReason: row.stopReason,
  };
}
