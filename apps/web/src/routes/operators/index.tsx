import { createFileRoute } from "@tanstack/react-router";
import { textParam } from "../../data/search.ts";
import { SearchPage } from "../../features/operators/search/search-page.tsx";

export const Route = createFileRoute("/operators/")({
  staticData: { title: "Organizations" },
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined } => ({ q: textParam(search.q) }),
  component: SearchPage,
});
