import { createFileRoute } from "@tanstack/react-router";
import { overviewQuery } from "../../../data/overview.ts";
import { prefetch } from "../../../data/trpc.ts";
import { OverviewPage } from "../../../features/overview/overview-page.tsx";

export const Route = createFileRoute("/o/$org/")({
  loader: ({ params }) => prefetch(overviewQuery(params.org)),
  component: OverviewPage,
});
