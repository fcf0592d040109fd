import { createFileRoute } from "@tanstack/react-router";
import { prefetch } from "../../../../data/trpc.ts";
import { JobPage } from "../../../../features/jobs/detail/job-page.tsx";
import { storyQuery } from "../../../../features/jobs/detail/story-query.ts";

export const Route = createFileRoute("/o/$org/jobs/$job")({
  staticData: { title: ({ job = "" }) => job },
  loader: ({ params: { org, job } }) => prefetch(storyQuery(org, job)),
  component: JobPage,
});
