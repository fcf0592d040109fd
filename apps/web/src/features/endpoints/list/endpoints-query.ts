import { infiniteQueryOptions } from "@tanstack/react-query";
import { trpc, trpcClient } from "../../../data/trpc.ts";

/** How many endpoints one page of the list has. */
const PAGE = 100;

/** The endpoints of an organization, the newest first, page by page. */
export const endpointsQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ["endpoints.list", org],
    queryFn: ({ pageParam, signal }) =>
      trpcClient.endpoints.list.query(
        { org, limit: PAGE, ...(pageParam !== null && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    meta: { live: true },
  });

/** The sums of all endpoints. */
export const endpointsSumQuery = (org: string) => trpc.endpoints.sum.queryOptions({ org }, { meta: { live: true } });
