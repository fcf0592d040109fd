import { createFileRoute } from "@tanstack/react-router";
import { oneParam } from "../../data/search.ts";
import { SalesPage } from "../../features/operators/sales/sales-page.tsx";

type SalesSearch = { state?: "new" | "contacted" | "won" | "lost" | "all" | undefined };

export const Route = createFileRoute("/operators/sales")({
  staticData: { title: "Sales requests" },
  validateSearch: (search: Record<string, unknown>): SalesSearch => ({
    state: oneParam(search.state, ["new", "contacted", "won", "lost", "all"]),
  }),
  component: SalesPage,
});
