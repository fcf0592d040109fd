import type { Micros } from "../../money/index.ts";
import { accruedAt } from "../../usage/endpoints/accrual.ts";
import type { Endpoint } from "../../usage/endpoints/endpoint.ts";
import type { Id, Instant } from "./ids.ts";

/** The work of an organization that is metered without a hold: what runs, and what a command of the batch names. */
export interface Meters {
  readonly endpoints: Map<Id, Endpoint>;
  /** Endpoint ids by the caller's `ref`. */
  readonly endpointIds: Map<string, Id>;
}

/** No work without a hold. */
export const noMeters = (): Meters => ({ endpoints: new Map(), endpointIds: new Map() });

/** Puts an endpoint into the meters, as it is now. */
export function putEndpoint({ endpoints, endpointIds }: Meters, endpoint: Endpoint): void {
  endpoints.set(endpoint.id, endpoint);
  endpointIds.set(endpoint.ref, endpoint.id);
}

/**
 * What work without a hold has accrued at an instant and nobody has settled, in micro-USD.
 * @source docs/rules.md#accrued
 */
export function accruedBy({ endpoints }: Meters, at: Instant): Micros {
  let sum = 0n;
  for (const endpoint of endpoints.values()) sum += accruedAt(endpoint, at).amount;
  return sum;
}

/** Whether some work without a hold runs. */
export function anyRuns({ endpoints }: Meters): boolean {
  for (const { state } of endpoints.values()) if (state === "running") return true;
  return false;
}

/** Copies meters, so that a calculation may change them. */
export function copyOfMeters({ endpoints, endpointIds }: Meters): Meters {
  return { endpoints: new Map(endpoints), endpointIds: new Map(endpointIds) };
}
