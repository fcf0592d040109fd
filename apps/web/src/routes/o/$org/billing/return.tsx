import { createFileRoute } from "@tanstack/react-router";
import { ReturnPage } from "../../../../features/billing/purchases/return-page.tsx";

export const Route = createFileRoute("/o/$org/billing/return")({
  validateSearch: (search: Record<string, unknown>): { attempt?: string | undefined } => ({
    attempt: typeof search.attempt === "string" ? search.attempt : undefined,
  }),
  staticData: { title: "Payment" },
  component: ReturnPage,
});
