import { EVENT_GROUPS } from "@scrip/contract/notices/event-words";
import type { EventContent } from "@scrip/contract/notices/events";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { toast } from "../../components/ui/toast.ts";
import { problemOf } from "../../data/problem.ts";
import { queryClient } from "../../data/query-client.ts";
import { type Answers, trpc, trpcClient } from "../../data/trpc.ts";
import type { InboxSearch } from "./inbox-search.ts";

/** A notice of the inbox, with the values of its kind. */
export type InboxNotice = Pick<Answers["inbox"]["list"]["notices"][number], "id" | "at" | "severity" | "isRead"> &
  EventContent;

/** The notices of a filter, the newest first. Those that arrive are added by the live stream. */
export function useInbox(org: string, { kind, show }: InboxSearch) {
  const filter = { org, ...(kind !== undefined && { kinds: kind }), ...(show === "unread" && { isUnread: true }) };
  const pages = useInfiniteQuery({
    queryKey: ["inbox", filter],
    queryFn: ({ pageParam: before, signal }) =>
      trpcClient.inbox.list.query({ ...filter, limit: 50, ...(before !== null && { before }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    meta: { live: true },
  });
  const { data, fetchNextPage, isFetchingNextPage, hasNextPage } = pages;
  return {
    notices: useMemo(
      () => (data?.pages.flatMap(({ notices }) => notices) ?? []) as unknown as readonly InboxNotice[],
      [data],
    ),
    error: pages.error,
    isLoading: data === undefined,
    isStale: pages.isPlaceholderData,
    refetch: pages.refetch,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    onMore: () => void fetchNextPage(),
  };
}

/**
 * The kinds of notices that the reader may see, in the order of lists. The server names them: the table of events has
 * schemas, which a page does not load.
 */
export function useVisibleKinds(org: string) {
  const { data } = useQuery(trpc.inbox.choices.queryOptions({ org }));
  return useMemo(() => {
    const visible = data?.kinds.map(({ kind }) => kind) ?? [];
    return EVENT_GROUPS.flatMap(({ kinds }) => kinds).filter((kind) => visible.includes(kind));
  }, [data]);
}

/** Marks a notice as read, or it and all older ones. The badge of the top bar follows. */
export function useMarkRead(org: string) {
  return useMutation({
    mutationFn: (mark: { readonly notice: string; readonly andOlder: boolean }) =>
      trpcClient.inbox.markRead.mutate({ org, ...mark }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ["inbox"] }),
        queryClient.invalidateQueries({ queryKey: trpc.inbox.unread.queryOptions({ org }).queryKey }),
      ]),
    onError: (error) => toast({ title: problemOf(error).message, tone: "bad" }),
  });
}
