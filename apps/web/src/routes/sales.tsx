import { createFileRoute } from "@tanstack/react-router";
import { textParam } from "../data/search.ts";
import { SalesPage } from "../features/sales/sales-page.tsx";

export const Route = createFileRoute("/sales")({
  staticData: { title: "Talk to sales" },
  validateSearch: (search: Record<string, unknown>): SalesSearch => ({
    plan: textParam(search.plan),
    org: textParam(search.org),
  }),
  component: SalesPage,
});

interface SalesSearch {
  /** The plan that the request is about. */
  plan?: string | undefined;
  /** The organization that asks. */
  org?: string | undefined;
}
