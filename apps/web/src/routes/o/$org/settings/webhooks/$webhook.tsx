import { createFileRoute } from "@tanstack/react-router";
import type { DeliverySearch } from "../../../../../features/webhooks/detail/delivery-search.ts";
import { WebhookPage } from "../../../../../features/webhooks/detail/webhook-page.tsx";

export const Route = createFileRoute("/o/$org/settings/webhooks/$webhook")({
  staticData: { title: "Webhook" },
  // The page reads the address itself, so that no code for it is in the first load.
  validateSearch: (search: Record<string, unknown>): DeliverySearch => search,
  component: WebhookPage,
});
