import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useOrg } from "../../data/org.ts";
import { trpcClient, useTRPC } from "../../data/trpc.ts";

/** The most grants that one answer has. */
const PAGE = 1000;

/** The grants that have credit, available or on hold. */
export function useOpenGrants() {
  const { id: org } = useOrg();
  return useQuery(useTRPC().grants.list.queryOptions({ org, open: true, limit: PAGE }, { meta: { live: true } }));
}

const HISTORY_PAGE = 50;

/** Every grant in the order in which it was made, page by page. */
export function useAllGrants(isWanted: boolean) {
  const { id: org } = useOrg();
  return useInfiniteQuery({
    queryKey: ["grants.list", org],
    queryFn: ({ pageParam }) =>
      trpcClient.grants.list.query({
        org,
        limit: HISTORY_PAGE,
        ...(pageParam !== null && { after: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: isWanted,
    meta: { live: true },
  });
}
