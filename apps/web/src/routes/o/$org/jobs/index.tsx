import { createFileRoute } from "@tanstack/react-router";
import { prefetch } from "../../../../data/trpc.ts";
import { JobsPage } from "../../../../features/jobs/list/jobs-page.tsx";
import { newestJobsQuery } from "../../../../features/jobs/list/jobs-query.ts";
import { jobsFilter, readJobsSearch } from "../../../../features/jobs/list/jobs-search.ts";

export const Route = createFileRoute("/o/$org/jobs/")({
  validateSearch: readJobsSearch,
  loaderDeps: ({ search }) => jobsFilter(readJobsSearch({ ...search })),
  loader: ({ params, deps }) => prefetch(newestJobsQuery(params.org, deps)),
  component: JobsPage,
});
