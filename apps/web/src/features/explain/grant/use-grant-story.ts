import { useInfiniteQuery } from "@tanstack/react-query";
import { trpcClient } from "../../../data/trpc.ts";

const PAGE_CHARGES = 50;

/** A grant with the charges that it paid, the newest first. */
export function useGrantStory(org: string, grant: string) {
  return useInfiniteQuery({
    queryKey: ["grant-story", { org, grant }],
    queryFn: ({ pageParam: cursor, signal }) =>
      trpcClient.grants.lineage.query(
        { org, grant, limit: PAGE_CHARGES, ...(cursor !== null && { cursor }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // While it loads, the story of another grant is no placeholder for it.
    placeholderData: () => undefined,
  });
}
