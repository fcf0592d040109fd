import { infiniteQueryOptions } from "@tanstack/react-query";
import { trpc, trpcClient } from "../../../data/trpc.ts";

/** How many charges one page has. */
const PAGE = 100;

/** An endpoint. While it loads, the page of another endpoint is no placeholder for it. */
export const endpointQuery = (org: string, endpoint: string) =>
  trpc.endpoints.get.queryOptions({ org, endpoint }, { placeholderData: () => undefined, meta: { live: true } });

/** The charges of an endpoint, the newest first, page by page. */
export const chargesQuery = (org: string, endpoint: string) =>
  infiniteQueryOptions({
    queryKey: ["endpoints.charges", org, endpoint],
    queryFn: ({ pageParam, signal }) =>
      trpcClient.endpoints.charges.query(
        { org, endpoint, limit: PAGE, ...(pageParam !== null && { beforeLeg: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextLeg }) => nextLeg,
    meta: { live: true },
  });
