import type { Answers } from "../../../data/trpc.ts";

/** The state of a delivery. */
export type DeliveryState = Answers["webhooks"]["delivery"]["state"];

/** What the address of a webhook's page says: the filter of its log, and the delivery whose drawer is open. */
export interface DeliverySearch {
  readonly state?: DeliveryState | undefined;
  readonly delivery?: string | undefined;
}

const STATES: readonly DeliveryState[] = ["waiting", "delivered", "failed", "dropped"];

/** Reads the address. What it does not know is left out. */
export function readDeliverySearch(search: Record<string, unknown>): DeliverySearch {
  const state = STATES.find((each) => each === search.state);
  const { delivery } = search;
  return {
    ...(state !== undefined && { state }),
    ...(typeof delivery === "string" && /^delivery_[0-9a-f-]{36}$/.test(delivery) && { delivery }),
  };
}
