import { trpc } from "./trpc.ts";

/** An organization's overview: what it has, what runs and what happened last. */
export const overviewQuery = (org: string) => trpc.overview.get.queryOptions({ org }, { meta: { live: true } });
