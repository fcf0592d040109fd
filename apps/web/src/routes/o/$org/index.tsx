import { createFileRoute } from "@tanstack/react-router";
import { overviewQuery } from "../../../data/overview.ts";
import { prefetch } from "../../../data/trpc.ts";
import { OverviewPage } from "../../../features/overview/overview-page.tsx";

export const Route = createFileRoute("/o/$org/")({
  staticData: { title: "Overview" },
  loader: ({ params }) => prefetch(overviewQuery(params.org)),
  component: OverviewPage,
});
