import { createFileRoute } from "@tanstack/react-router";
import { ActivityPage } from "../../../features/activity/activity-page.tsx";
import { readActivitySearch } from "../../../features/activity/activity-search.ts";

export const Route = createFileRoute("/o/$org/activity")({
  staticData: { title: "Activity" },
  validateSearch: readActivitySearch,
  loaderDeps: ({ search }) => readActivitySearch(search),
  // Loaded apart, so that other pages need not carry it.
  loader: ({ params, deps }) => {
    void import("../../../features/activity/prefetch-history.ts").then(({ prefetchHistory }) =>
      prefetchHistory(params.org, deps),
    );
  },
  component: ActivityPage,
});
