import { createFileRoute } from "@tanstack/react-router";
import { ApiPage } from "../features/api/api-page.tsx";
import { readApiSearch } from "../features/api/api-search.ts";

export const Route = createFileRoute("/api-reference")({
  staticData: { title: "API reference" },
  validateSearch: readApiSearch,
  component: ApiPage,
});
