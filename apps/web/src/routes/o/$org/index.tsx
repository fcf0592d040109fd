import { createFileRoute } from "@tanstack/react-router";
import { prefetch, trpc } from "../../../data/trpc.ts";
import { OverviewPage } from "../../../features/overview/overview-page.tsx";

export const Route = createFileRoute("/o/$org/")({
  staticData: { title: "Overview" },
  loader: ({ params }) => prefetch(trpc.overview.get.queryOptions({ org: params.org })),
  component: OverviewPage,
});
