import { createFileRoute } from "@tanstack/react-router";
import { overviewQuery } from "../../../data/overview.ts";
import { prefetch } from "../../../data/trpc.ts";
import { readChartSearch } from "../../../features/overview/history/chart-search.ts";
import { OverviewPage } from "../../../features/overview/overview-page.tsx";

export const Route = createFileRoute("/o/$org/")({
  validateSearch: readChartSearch,
  loader: ({ params }) => prefetch(overviewQuery(params.org)),
  component: OverviewPage,
});
