import { createFileRoute } from "@tanstack/react-router";
import { PaymentMethodsPage } from "../../../../features/billing/methods/methods-page.tsx";

export const Route = createFileRoute("/o/$org/settings/payment-methods")({
  staticData: { title: "Payment methods" },
  validateSearch: (search: Record<string, unknown>): { added?: true | undefined } =>
    search.added === true ? { added: true } : {},
  component: PaymentMethodsPage,
});
