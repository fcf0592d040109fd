import { trpc } from "../../../data/trpc.ts";
import { EPOCHS_PAGE } from "./epoch-blocks.ts";

/** A job with its newest epochs. While it loads, the page of another job is no placeholder for it. */
export const storyQuery = (org: string, job: string) =>
  trpc.jobs.story.queryOptions(
    { org, job, limit: EPOCHS_PAGE },
    { placeholderData: () => undefined, meta: { live: true } },
  );
