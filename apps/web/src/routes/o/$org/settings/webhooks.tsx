import { createFileRoute } from "@tanstack/react-router";
import { WebhooksPage } from "../../../../features/webhooks/page/webhooks-page.tsx";

export const Route = createFileRoute("/o/$org/settings/webhooks")({
  staticData: { title: "Webhooks" },
  component: WebhooksPage,
});
