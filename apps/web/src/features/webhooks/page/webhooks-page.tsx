import { useSearch } from "@tanstack/react-router";
import { WebhookPage } from "../detail/webhook-page.tsx";
import { WebhookList } from "../list/webhook-list.tsx";
import { readWebhookSearch } from "../webhook-search.ts";

/** The webhooks of an organization, or the one that the address names. */
export function WebhooksPage() {
  const search = readWebhookSearch(useSearch({ strict: false }));
  return search.webhook === undefined ? <WebhookList /> : <WebhookPage webhook={search.webhook} search={search} />;
}
