import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { AuditLine } from "./audit-line.ts";

/** A page of a log; `before` is the number of the entry before which it ends. */
interface AuditPages {
  readonly queryKey: readonly unknown[];
  readonly read: (
    window: { readonly limit: number; readonly before?: number },
    some: { readonly signal: AbortSignal },
  ) => Promise<{ readonly lines: readonly AuditLine[]; readonly next: number | null }>;
}

/** What a page shows of an audit log. */
export type AuditLog = ReturnType<typeof useAuditLog>;

/** The entries of a log, the newest first. Scrolling loads older ones. */
export function useAuditLog({ queryKey, read }: AuditPages) {
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam: before, signal }) => read({ limit: 100, ...(before !== null && { before }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    // A plan without the audit log answers the same each time.
    retry: false,
  });
  const { data, isFetchingNextPage, hasNextPage, fetchNextPage } = pages;
  return {
    lines: useMemo(() => data?.pages.flatMap(({ lines }) => lines) ?? [], [data]),
    error: pages.error,
    isLoading: data === undefined,
    isStale: pages.isPlaceholderData,
    hasMore: hasNextPage && !pages.isFetchNextPageError,
    refetch: pages.refetch,
    onMore: () => {
      if (!isFetchingNextPage && hasNextPage) void fetchNextPage();
    },
  };
}
