import { createFileRoute } from "@tanstack/react-router";
import { BillingDetailsPage } from "../../../../features/billing/details-page.tsx";

export const Route = createFileRoute("/o/$org/settings/billing-details")({
  staticData: { title: "Billing details" },
  component: BillingDetailsPage,
});
