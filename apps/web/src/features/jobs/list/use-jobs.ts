import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useOrg } from "../../../data/org.ts";
import { trpcClient } from "../../../data/trpc.ts";
import type { JobsFilter, JobsOrder } from "./jobs-filter.ts";
import { firstJobsQuery, jobsInput } from "./jobs-query.ts";
import { mergeJobs } from "./merge-jobs.ts";

/** The pages that scrolling has loaded are fetched again, at a pace of one page in this time. */
const PAGE_REST_MS = 5000;

/** The jobs of a filter in an order. The first page is live; those behind it are some seconds old. */
export function useJobs(filter: JobsFilter, order: JobsOrder) {
  const { id: org } = useOrg();
  const input = jobsInput(org, filter, order);
  const head = useQuery(firstJobsQuery(org, filter, order));
  const isHeadLoaded = head.data !== undefined && !head.isPlaceholderData;
  const older = useInfiniteQuery({
    queryKey: ["jobs-pages", input],
    queryFn: ({ pageParam, signal }) =>
      trpcClient.jobs.list.query({ ...input, ...(pageParam !== null && { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    // The live page is the first of them, so nothing is fetched until a person scrolls.
    initialData: () => (isHeadLoaded ? { pages: [head.data], pageParams: [null] } : undefined),
    enabled: isHeadLoaded,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => {
      const count = state.data?.pages.length ?? 0;
      return count > 1 && PAGE_REST_MS * count;
    },
  });
  const pages = head.isPlaceholderData === older.isPlaceholderData ? older.data?.pages : undefined;
  const { jobs, hasGap } = useMemo(() => mergeJobs(head.data, pages ?? [], order), [head.data, pages, order]);
  const { refetch, fetchNextPage, isFetchingNextPage } = older;
  useEffect(() => {
    if (hasGap) void refetch();
  }, [hasGap, refetch]);
  return {
    jobs,
    error: head.error ?? older.error,
    refetch: head.refetch,
    isLoading: head.data === undefined,
    isStale: head.isPlaceholderData,
    listedAt: head.dataUpdatedAt,
    hasMore: pages !== undefined && older.hasNextPage,
    onMore: () => {
      if (!isFetchingNextPage && older.hasNextPage) void fetchNextPage();
    },
  };
}
