import { createFileRoute } from "@tanstack/react-router";
import { orgCatalogQuery } from "../../../../data/catalog.ts";
import { prefetch } from "../../../../data/trpc.ts";
import { EstimatePage } from "../../../../features/jobs/estimate/estimate-page.tsx";
import { readEstimateSearch } from "../../../../features/jobs/estimate/estimate-search.ts";

export const Route = createFileRoute("/o/$org/jobs/estimate")({
  staticData: { title: "New estimate" },
  validateSearch: readEstimateSearch,
  loader: ({ params: { org } }) => prefetch(orgCatalogQuery(org)),
  component: EstimatePage,
});
