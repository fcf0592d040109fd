import { createFileRoute } from "@tanstack/react-router";
import { BillingPage } from "../../../../features/billing/overview/billing-page.tsx";

export const Route = createFileRoute("/o/$org/settings/billing")({
  staticData: { title: "Billing" },
  component: BillingPage,
});
