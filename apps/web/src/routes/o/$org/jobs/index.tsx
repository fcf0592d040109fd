import { createFileRoute } from "@tanstack/react-router";
import { JobsPage } from "../../../../features/jobs/list/jobs-page.tsx";
import { readJobsSearch } from "../../../../features/jobs/list/jobs-search.ts";

export const Route = createFileRoute("/o/$org/jobs/")({
  validateSearch: readJobsSearch,
  loaderDeps: ({ search }) => readJobsSearch({ ...search }),
  // In a chunk of its own, so that other pages do not load it.
  loader: ({ params, deps }) => {
    import("../../../../features/jobs/list/prefetch-jobs.ts").then(
      ({ prefetchJobs }) => prefetchJobs(params.org, deps),
      // The page fetches its data itself, and reports what fails.
      () => undefined,
    );
  },
  component: JobsPage,
});
