import { infiniteQueryOptions, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { trpcClient, useTRPC } from "../../../data/trpc.ts";
import type { ActivityFilter } from "../filter/activity-filter.ts";
import { newsOf, withNews } from "./history-pages.ts";

const PAGE_LINES = 200;
/** How many of the newest lines the live query fetches. */
const NEWEST_LINES = 50;

/** The history from the newest line down. Entries never change, so loaded pages stay and the query is not live. */
export function historyOptions(org: string, filter: ActivityFilter) {
  return infiniteQueryOptions({
    queryKey: ["activity-history", { org, ...filter }],
    queryFn: ({ pageParam: before, signal }) =>
      trpcClient.activity.list.query(
        { org, ...filter, limit: PAGE_LINES, ...(before !== null && { before }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
    // Comparing 100,000 lines with the previous ones would take longer than a frame.
    structuralSharing: false,
  });
}

/** The filtered history and its new lines. While `isHeld` is true, new lines wait for a call of `take`. */
export function useHistory(org: string, filter: ActivityFilter, isHeld: boolean) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = useMemo(() => historyOptions(org, filter), [org, filter]);
  const history = useInfiniteQuery(options);
  const { data, isPlaceholderData, isFetchingNextPage, fetchNextPage } = history;
  const newest = useQuery(
    trpc.activity.list.queryOptions(
      { org, ...filter, limit: NEWEST_LINES },
      { enabled: data !== undefined && !isPlaceholderData, meta: { live: true } },
    ),
  );
  const head = newest.isPlaceholderData ? undefined : newest.data;
  const take = useCallback(() => {
    if (head !== undefined) queryClient.setQueryData(options.queryKey, (was) => was && withNews(was, head));
  }, [head, options, queryClient]);
  const news = useMemo(
    () => (data === undefined || head === undefined || isPlaceholderData ? undefined : newsOf(data, head)),
    [data, head, isPlaceholderData],
  );
  useEffect(() => {
    if (!isHeld) take();
  }, [isHeld, take]);
  return {
    ...history,
    lines: useMemo(() => data?.pages.flatMap(({ lines }) => lines) ?? [], [data]),
    news,
    take,
    /** The number of the newest line, shown or not. */
    newestSeq: head?.lines[0]?.seq,
    more: useCallback(() => void (isFetchingNextPage || fetchNextPage()), [isFetchingNextPage, fetchNextPage]),
  };
}
