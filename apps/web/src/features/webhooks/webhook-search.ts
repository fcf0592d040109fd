import type { Answers } from "../../data/trpc.ts";

/** The state of a delivery. */
export type DeliveryState = Answers["webhooks"]["delivery"]["state"];

/** What the address says: the webhook that is open, the filter of its log, and the delivery whose drawer is open. */
export interface WebhookSearch {
  readonly webhook?: string | undefined;
  readonly state?: DeliveryState | undefined;
  readonly delivery?: string | undefined;
}

const STATES: readonly DeliveryState[] = ["waiting", "delivered", "failed", "dropped"];

/** Reads the address. What it does not know is left out. */
export function readWebhookSearch(search: Readonly<Record<string, unknown>>): WebhookSearch {
  const state = STATES.find((each) => each === search.state);
  const webhook = idOf("webhook", search.webhook);
  const delivery = idOf("delivery", search.delivery);
  return {
    ...(webhook !== undefined && { webhook }),
    ...(state !== undefined && { state }),
    ...(delivery !== undefined && { delivery }),
  };
}

function idOf(prefix: string, id: unknown): string | undefined {
  return typeof id === "string" && new RegExp(`^${prefix}_[0-9a-f-]{36}$`).test(id) ? id : undefined;
}
