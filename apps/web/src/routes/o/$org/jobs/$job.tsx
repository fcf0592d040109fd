import { createFileRoute } from "@tanstack/react-router";
import { prefetch, trpc } from "../../../../data/trpc.ts";
import { EPOCHS_PAGE } from "../../../../features/jobs/detail/epoch-blocks.ts";
import { JobPage } from "../../../../features/jobs/detail/job-page.tsx";

export const Route = createFileRoute("/o/$org/jobs/$job")({
  staticData: { title: ({ job = "" }) => job, parent: { title: "Jobs", to: "/o/$org/jobs" } },
  loader: ({ params: { org, job } }) => prefetch(trpc.jobs.story.queryOptions({ org, job, limit: EPOCHS_PAGE })),
  component: JobPage,
});
