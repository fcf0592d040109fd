import { createFileRoute } from "@tanstack/react-router";
import { prefetch, trpc } from "../../../../data/trpc.ts";
import { JobsPage } from "../../../../features/jobs/list/jobs-page.tsx";
import { JOBS_PAGE, jobsFilter, readJobsSearch } from "../../../../features/jobs/list/jobs-search.ts";

export const Route = createFileRoute("/o/$org/jobs/")({
  staticData: { title: "Jobs" },
  validateSearch: readJobsSearch,
  loaderDeps: ({ search }) => jobsFilter(readJobsSearch({ ...search })),
  loader: ({ params, deps }) => prefetch(trpc.jobs.list.queryOptions({ org: params.org, ...deps, limit: JOBS_PAGE })),
  component: JobsPage,
});
