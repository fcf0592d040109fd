import { createFileRoute } from "@tanstack/react-router";
import { readActivitySearch } from "../../../features/activity/filter/activity-search.ts";
import { ActivityPage } from "../../../features/activity/list/activity-page.tsx";

export const Route = createFileRoute("/o/$org/activity")({
  validateSearch: readActivitySearch,
  loaderDeps: ({ search }) => readActivitySearch(search),
  // In a chunk of its own, so that other pages do not load it.
  loader: ({ params, deps }) => {
    import("../../../features/activity/list/prefetch-history.ts").then(
      ({ prefetchHistory }) => prefetchHistory(params.org, deps),
      // The page fetches its data itself, and reports what fails.
      () => undefined,
    );
  },
  component: ActivityPage,
});
