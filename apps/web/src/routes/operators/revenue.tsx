import { monthSpan } from "@scrip/domain/billing/statement";
import { createFileRoute } from "@tanstack/react-router";
import { textParam } from "../../data/search.ts";
import { RevenuePage } from "../../features/operators/revenue/revenue-page.tsx";

export const Route = createFileRoute("/operators/revenue")({
  staticData: { title: "Revenue" },
  validateSearch: (search: Record<string, unknown>): { month?: string | undefined } => {
    const month = textParam(search.month);
    return { month: month !== undefined && monthSpan(month) !== null ? month : undefined };
  },
  component: RevenuePage,
});
